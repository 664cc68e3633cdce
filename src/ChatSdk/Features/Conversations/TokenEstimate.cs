namespace ChatSdk;

/// <summary>Estimates the tokens of a message without knowing the model: high rather than low for most.</summary>
internal static class TokenEstimate
{
    // Of Latin text, four characters make about a token; of other scripts, one. The frame of a message takes a few.
    private const int _charactersOfAToken = 4;
    private const int _frame = 4;
    private const int _ofAnotherPart = 1000;

    public static int Of(ChatMessage message)
    {
        var parts = message.Content?.Parts?.Count(part => part is not TextPart) ?? 0;
        var calls = CallsInMessage.Of(message).Sum(call => _frame + Of(CallsInMessage.NameOf(call)) + Of(call.Function?.Arguments ?? call.Custom?.Input));
        return _frame + Of(message.Text) + Of(message.Reasoning) + Of(message.Refusal) + calls + (parts * _ofAnotherPart);
    }

    private static int Of(string? text)
    {
        var latin = text?.Count(char.IsAscii) ?? 0;
        return ((latin + _charactersOfAToken - 1) / _charactersOfAToken) + (text?.Length ?? 0) - latin;
    }
}
