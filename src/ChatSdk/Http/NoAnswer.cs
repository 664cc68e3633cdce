namespace ChatSdk;

/// <summary>Creates the errors for responses without an answer, which are the same for streams and for complete answers.</summary>
internal static class NoAnswer
{
    /// <summary>Creates the error for a response without a body.</summary>
    public static ChatProtocolException Empty(ChatResponseInfo response) =>
        Because($"The server answered with status {(int)response.Status} and an empty body", response, default);

    /// <summary>Creates the error for a body that is neither an answer nor an error of the protocol.</summary>
    public static ChatProtocolException Other(string expected, ChatResponseInfo response, ReadOnlySpan<byte> body)
    {
        var type = OneLine.Of(response.Headers.GetValueOrDefault("content-type", "no content type"), 100);
        return Because($"The answer is not {expected} ({type})", response, body);
    }

    private static ChatProtocolException Because(string what, ChatResponseInfo response, ReadOnlySpan<byte> body) =>
        new($"{what}. Is the address right? Requested: {response.Address}", Excerpt.Of(body));
}
