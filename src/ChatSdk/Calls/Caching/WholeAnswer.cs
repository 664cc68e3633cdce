namespace ChatSdk;

/// <summary>Tells whether an answer is worth keeping: it has something to say, and was not cut.</summary>
internal static class WholeAnswer
{
    public static bool Is(WireRecord? answer) => answer switch
    {
        ChatCompletion chat => AreWhole(chat.Choices.Select(choice => choice.FinishReason)),
        TextCompletion text => AreWhole(text.Choices.Select(choice => choice.FinishReason)),
        _ => false,
    };

    private static bool AreWhole(IEnumerable<FinishReason?> reasons)
    {
        var all = reasons.ToArray();
        return all.Length > 0 && !all.Any(reason => reason?.Kind is FinishReasonKind.Length or FinishReasonKind.ContentFilter or FinishReasonKind.Error);
    }
}
