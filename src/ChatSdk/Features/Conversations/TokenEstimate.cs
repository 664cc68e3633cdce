namespace ChatSdk;

/// <summary>Estimates the number of tokens of a message, independently of the model. For most models, the estimate is too high.</summary>
internal static class TokenEstimate
{
    // A token is about four ASCII characters, or one character of other scripts. Each message has an overhead of a few tokens.
    private const int _charactersOfAToken = 4;
    private const int _frame = 4;
    private const int _ofAnotherPart = 1000;

    public static int Of(ChatMessage message)
    {
        var parts = (message.Content?.Parts?.Count(part => part is not TextPart) ?? 0) + (message.Images?.Count ?? 0);
        var calls = CallsInMessage.Of(message).Sum(call => _frame + Of(CallsInMessage.NameOf(call)) + Of(call.Function?.Arguments ?? call.Custom?.Input));
        return _frame + Of(message.Text) + Of((message with { SeparatedReasoning = null }).Reasoning) + Of(message.Refusal) + calls + (parts * _ofAnotherPart);
    }

    private static int Of(string? text)
    {
        var latin = text?.Count(char.IsAscii) ?? 0;
        return ((latin + _charactersOfAToken - 1) / _charactersOfAToken) + (text?.Length ?? 0) - latin;
    }
}
