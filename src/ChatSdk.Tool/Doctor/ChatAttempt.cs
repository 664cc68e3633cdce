namespace ChatSdk.Tool;

/// <summary>A call made with the client, and the bytes that it exchanged with the server.</summary>
/// <param name="Exchange">The latest request and its response; <see langword="null"/> if nothing was sent.</param>
/// <param name="Error">The error; <see langword="null"/> if the call succeeded or reached the time limit.</param>
internal sealed record ChatAttempt(Exchange? Exchange, ChatException? Error)
{
    // A prompt template can multiply the tokens of a short prompt, but hardly by more than this factor.
    private const int _maxFactor = 10;

    /// <summary>Gets the answer, as far as it was received; <see langword="null"/> if nothing was received.</summary>
    public ChatCompletion? Completion { get; init; }

    /// <summary>Gets the number of chunks if the answer was streamed.</summary>
    public int Chunks { get; init; }

    /// <summary>Gets the time from the request to the first text or reasoning of a stream; <see langword="null"/> if there was none.</summary>
    public TimeSpan? TimeToFirstToken { get; init; }

    public bool IsSuccess { get; init; }

    /// <summary>Gets the estimated number of tokens in the request.</summary>
    public long InputTokens { get; init; }

    /// <summary>Gets the requested maximum number of tokens in the answer.</summary>
    public long MaxOutputTokens { get; init; }

    public bool IsTimeout => !IsSuccess && Error is null;

    public bool IsKeyRejected => Error is ChatApiException { Kind: ChatErrorKind.Authentication or ChatErrorKind.Permission };

    public string Text => Completion?.Text ?? "";

    /// <summary>Gets whether the reported usage is plausible. Some servers send placeholders.</summary>
    public bool IsUsageCredible => ReportedTokens <= (InputTokens + MaxOutputTokens) * _maxFactor;

    /// <summary>
    /// Gets the number of tokens that the call used. After an error response, it is 0. If nothing was received, it is the sum of
    /// <see cref="InputTokens"/> and <see cref="MaxOutputTokens"/>. Otherwise, it is the reported number or, if that is missing or
    /// implausible, <see cref="InputTokens"/>, but at least the estimate for the received text and reasoning.
    /// </summary>
    public long Tokens
    {
        get
        {
            var received = ((long)Text.Length + (Completion?.Reasoning?.Length ?? 0)) / 4;
            return Error is ChatApiException ? 0
                : Completion is null ? InputTokens + MaxOutputTokens
                : Math.Max(ReportedTokens > 0 && IsUsageCredible ? ReportedTokens : InputTokens, received);
        }
    }

    /// <summary>Gets the error in one line, preferably in the server's words.</summary>
    public string Problem => Error switch
    {
        ChatApiException { ServerMessage.Length: > 0 } api => $"{(int)api.Status} {Printable.Line(api.ServerMessage)}",
        { } error => Printable.Line(error.Message),
        null => "The time limit was reached.",
    };

    /// <summary>Gets a sentence about the exception that ChatSdk throws; <see langword="null"/> if there was no error.</summary>
    public string? Thrown => Error switch
    {
        ChatApiException api => $"ChatSdk throws a {api.GetType().Name} of the kind {api.Kind}.",
        { } error => $"ChatSdk throws a {error.GetType().Name}.",
        null => null,
    };

    private long ReportedTokens => Completion?.Usage is { } usage ? Math.Max(usage.TotalTokens ?? 0, (usage.PromptTokens ?? 0) + (usage.CompletionTokens ?? 0)) : 0;
}
