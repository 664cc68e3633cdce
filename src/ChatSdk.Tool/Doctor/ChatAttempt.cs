namespace ChatSdk.Tool;

/// <summary>A call of the client, with the bytes that it exchanged.</summary>
/// <param name="Exchange">The latest request and its response; <see langword="null"/> if nothing was sent.</param>
/// <param name="Error">The error; <see langword="null"/> if the call succeeded or reached the time limit.</param>
internal sealed record ChatAttempt(Exchange? Exchange, ChatException? Error)
{
    /// <summary>Gets the answer, as far as it was received.</summary>
    public ChatCompletion? Completion { get; init; }

    /// <summary>Gets the number of chunks if the answer was streamed.</summary>
    public int Chunks { get; init; }

    public bool IsSuccess { get; init; }

    public string Text => Completion?.Text ?? "";

    public bool IsKeyRejected => Error is ChatApiException { Kind: ChatErrorKind.Authentication or ChatErrorKind.Permission };

    /// <summary>Gets the error in one line, preferably in the words of the server.</summary>
    public string Problem => Error switch
    {
        ChatApiException { ServerMessage.Length: > 0 } api => $"{(int)api.Status} {Printable.Line(api.ServerMessage)}",
        { } error => Printable.Line(error.Message),
        null => "The time limit was reached.",
    };

    /// <summary>Gets a sentence about the exception that ChatSdk throws.</summary>
    public string? Thrown => Error switch
    {
        ChatApiException api => $"ChatSdk throws a {api.GetType().Name} of the kind {api.Kind}.",
        { } error => $"ChatSdk throws a {error.GetType().Name}.",
        null => null,
    };
}
