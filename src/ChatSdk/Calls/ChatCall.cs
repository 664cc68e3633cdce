namespace ChatSdk;

/// <summary>One call to one server, ready to be sent as often as it takes.</summary>
internal sealed class ChatCall
{
    private readonly ChatCallOptions? _differences;

    private ChatCall(HttpMethod method, string operation, ChatClientOptions client, ChatCallOptions? differences)
    {
        Method = method;
        Operation = operation;
        _differences = differences;
        Options = differences?.ApplyTo(client, "options") ?? client;
    }

    public HttpMethod Method { get; }

    /// <summary>Gets the path behind the server's base, such as <c>chat/completions</c>.</summary>
    public string Operation { get; }

    /// <summary>Gets the question; <see langword="null"/> if there is none to send.</summary>
    public WireRecord? Request { get; private init; }

    /// <summary>Gets the question as the JSON to send.</summary>
    public byte[]? Body { get; private init; }

    public bool IsStream { get; private init; }

    /// <summary>Gets the settings of this call.</summary>
    public ChatClientOptions Options { get; }

    /// <summary>Tells whether the call may go to another server: not if the caller named one, or gave what may be the key for one.</summary>
    public bool MayGoElsewhere(IEnumerable<string> keyHeaders) => _differences?.IsForOneServer(keyHeaders) != true;

    /// <summary>Gets whether the answer may come from a cache.</summary>
    public bool UsesCache => _differences?.UseResponseCache ?? true;

    /// <summary>Gets what this call alone adds to the query of the address.</summary>
    public IEnumerable<KeyValuePair<string, string>> OwnQuery => _differences is null ? [] : _differences.Query;

    /// <summary>Gets the headers that this call alone sends, but for a key.</summary>
    public IEnumerable<KeyValuePair<string, string>> OwnHeaders =>
        _differences?.Headers.Where(header => !header.Key.Equals(Options.ApiKeyHeader, StringComparison.OrdinalIgnoreCase)) ?? [];

    /// <summary>Gets whether the answer has one choice, so that this is the first, whatever index the server gives it.</summary>
    public bool HasOneChoice => Request is ChatCompletionRequest { N: null or 1 } && !Request.ExtraFields.ContainsKey("n");

    /// <summary>Gets the media type that is asked for.</summary>
    public string Accept => IsStream ? "text/event-stream, application/json;q=0.9" : "application/json";

    public static ChatCall Post(string operation, WireRecord request, bool isStream, ChatClientOptions client, ChatCallOptions? differences) =>
        new(HttpMethod.Post, operation, client, differences) { Request = request, Body = WireBytes.Of(request), IsStream = isStream };

    public static ChatCall Get(string operation, ChatClientOptions client, ChatCallOptions? differences) => new(HttpMethod.Get, operation, client, differences);

    /// <summary>Gives the same call to another server, under that server's name for the model if it has one.</summary>
    public ChatCall To(ChatClientOptions server)
    {
        WireRecord? request = (Request, server.Model) switch
        {
            (_, null) => Request,
            (ChatCompletionRequest chat, { } model) => chat with { Model = model },
            (TextCompletionRequest text, { } model) => text with { Model = model },
            _ => Request,
        };
        var body = ReferenceEquals(request, Request) ? Body : WireBytes.Of(request!);
        return new ChatCall(Method, Operation, server, _differences) { Request = request, Body = body, IsStream = IsStream };
    }
}
