using System.Globalization;

namespace ChatSdk;

/// <summary>A call to a server, whose request can be sent several times.</summary>
internal sealed class Call
{
    private readonly ChatCallOptions? _callOptions;

    private Call(Endpoint endpoint, ChatClientOptions client, ChatCallOptions? callOptions)
    {
        Endpoint = endpoint;
        Path = endpoint.Path;
        _callOptions = callOptions;
        Options = callOptions?.ApplyTo(client, "options") ?? client;
    }

    public Endpoint Endpoint { get; }

    /// <summary>Gets the path after the base address: the path of the endpoint, or of one object below it.</summary>
    public string Path { get; private init; }

    /// <summary>Gets the request; <see langword="null"/> if the call has no body.</summary>
    public WireRecord? Request { get; private init; }

    /// <summary>Gets the request as the JSON to send.</summary>
    public byte[]? Body { get; private init; }

    public bool IsStream { get; private init; }

    /// <summary>Gets the options of this call.</summary>
    public ChatClientOptions Options { get; }

    /// <summary>Gets the model of the request; <see langword="null"/> if it has none.</summary>
    public string? Model => (Request as IModelRequest)?.Model;

    /// <summary>Gets whether the response cache may be used.</summary>
    public bool UsesCache => Endpoint.IsCacheable && Body is not null && _callOptions?.UseResponseCache != false;

    /// <summary>Gets the id of the conversation for telemetry; <see langword="null"/> if there is none.</summary>
    public string? ConversationId => _callOptions?.ConversationId;

    /// <summary>Gets the query parameters in the call options.</summary>
    public IEnumerable<KeyValuePair<string, string>> OwnQuery => _callOptions is null ? [] : _callOptions.Query;

    /// <summary>Gets the headers in the call options, except the header with the API key.</summary>
    public IEnumerable<KeyValuePair<string, string>> OwnHeaders =>
        _callOptions?.Headers.Where(header => !header.Key.Equals(Options.ApiKeyHeader, StringComparison.OrdinalIgnoreCase)) ?? [];

    /// <summary>Gets the API key in the headers of the call options; <see langword="null"/> if the call uses the client's key.</summary>
    public string? OwnKey => _callOptions is not null && _callOptions.Headers.TryGetValue(Options.ApiKeyHeader, out var key) ? key : null;

    /// <summary>Gets the number of requested choices; <see langword="null"/> if it is not known.</summary>
    public int? ChoiceCount => (Request as IModelRequest)?.ChoiceCount;

    /// <summary>Gets whether reasoning between tags is separated from the text of the answer. This applies only to new chat completions, not to stored ones.</summary>
    public bool SeparatesThinkTags => Options.SeparateThinkTags && Endpoint == Endpoints.ChatCompletions;

    /// <summary>Gets the value of the <c>Accept</c> header.</summary>
    public string Accept => IsStream ? "text/event-stream, application/json;q=0.9" : "application/json";

    /// <summary>Creates a call. The request, if any, is the body; the path, if any, identifies one object below the endpoint and may have a query.</summary>
    public static Call Of(Endpoint endpoint, ChatClientOptions client, ChatCallOptions? options, WireRecord? request = null, bool isStream = false, string? path = null) =>
        new(endpoint, client, options?.Copy())
        {
            Path = path ?? endpoint.Path,
            Request = request,
            Body = request is null ? null : WireBytes.Of(request),
            IsStream = isStream,
        };

    /// <summary>Gets whether the call options specify the server: its address, or part of the query.</summary>
    public bool SpecifiesServer => _callOptions is { } own && (own.BaseAddress is not null || own.Query.Count > 0);

    /// <summary>Determines whether a header in the call options may contain a key.</summary>
    /// <param name="keyHeaders">The names of the headers that carry the servers' API keys.</param>
    public bool HasOwnKey(IEnumerable<string> keyHeaders) =>
        _callOptions is { } own && (own.Headers.Keys.Any(SecretName.Is) || keyHeaders.Any(own.Headers.ContainsKey));

    /// <summary>
    /// Returns the same call for another server. If that server's options set a model, the call uses it. The headers in the call options
    /// are sent only if that server's <see cref="ChatClientOptions.ForwardHeaders"/> is set.
    /// </summary>
    public Call To(ChatClientOptions server)
    {
        // The messages may include earlier answers, with data that only the server they came from accepts.
        var known = Request as IModelRequest;
        var portable = server.BaseAddress == Options.BaseAddress ? known : known?.ToPortable();
        var request = server.Model is { } model && portable is not null ? portable.WithModel(model) : portable as WireRecord ?? Request;
        return new Call(Endpoint, server, server.ForwardHeaders ? _callOptions : _callOptions?.WithoutHeaders())
        {
            Path = Path,
            Request = request,
            Body = ReferenceEquals(request, Request) ? Body : WireBytes.Of(request!),
            IsStream = IsStream,
        };
    }

    /// <summary>Returns a call to the same server with another request. If the call has an idempotency key, it is changed, because the request is a different one.</summary>
    public Call WithRequest(WireRecord request, int number)
    {
        var options = Options.Copy();
        if (options.Headers.TryGetValue(ChatCallOptions.IdempotencyKeyHeader, out var key))
        {
            options.Headers[ChatCallOptions.IdempotencyKeyHeader] = string.Create(CultureInfo.InvariantCulture, $"{key}-resumed-{number}");
        }

        return new Call(Endpoint, options, callOptions: null) { Path = Path, Request = request, Body = WireBytes.Of(request), IsStream = IsStream };
    }
}
