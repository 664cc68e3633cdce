namespace ChatSdk;

/// <summary>One call, ready to be sent as often as it takes.</summary>
/// <param name="method">The HTTP method.</param>
/// <param name="operation">The path behind the server's base, such as <c>chat/completions</c>.</param>
/// <param name="body">The JSON to send; <see langword="null"/> for none.</param>
/// <param name="accept">The media type that is asked for.</param>
/// <param name="options">The settings of this call.</param>
internal sealed class ChatCall(HttpMethod method, string operation, byte[]? body, string accept, ChatClientOptions options)
{
    public HttpMethod Method { get; } = method;

    public string Operation { get; } = operation;

    public byte[]? Body { get; } = body;

    public string Accept { get; } = accept;

    public ChatClientOptions Options { get; } = options;

    /// <summary>Gets whether the answer has one choice, so that this is the first, whatever index the server gives it.</summary>
    public bool HasOneChoice { get; private init; }

    public static ChatCall Post(string operation, WireRecord body, bool isStream, ChatClientOptions options) =>
        new(HttpMethod.Post, operation, WireBytes.Of(body), isStream ? "text/event-stream, application/json;q=0.9" : "application/json", options)
        {
            HasOneChoice = body is ChatCompletionRequest { N: null or 1 } && !body.ExtraFields.ContainsKey("n"),
        };

    public static ChatCall Get(string operation, ChatClientOptions options) =>
        new(HttpMethod.Get, operation, null, "application/json", options);
}
