namespace ChatSdk;

/// <summary>Creates the exceptions for responses without a usable body, whether or not streaming was requested.</summary>
internal static class NoAnswer
{
    /// <summary>Creates the exception for a response without a body.</summary>
    public static ChatProtocolException Empty(ChatResponseInfo response) =>
        Create($"The server answered with status {(int)response.Status} and an empty body", response, default);

    /// <summary>Creates the exception for a body that is neither a valid answer nor an error in a known format.</summary>
    public static ChatProtocolException Other(string expected, ChatResponseInfo response, ReadOnlySpan<byte> body)
    {
        var type = response.Headers.TryGetValue("content-type", out var value) ? $"the content type {Shown(value, response)}" : "no content type";
        var encoding = response.Headers.TryGetValue("content-encoding", out var used) ? $" and the content encoding {Shown(used, response)} (supported: {Decompression.Accepted})" : "";
        return Create($"Expected {expected}, but the response has another format, with {type}{encoding}", response, body);
    }

    private static string Shown(string header, ChatResponseInfo response) => OneLine.Of(response.WithoutSecrets(header), 100);

    private static ChatProtocolException Create(string what, ChatResponseInfo response, ReadOnlySpan<byte> body) =>
        new($"{what}. Is the address right? Requested: {response.Address}", Excerpt.Of(body));
}
