namespace ChatSdk;

/// <summary>One call to one server, ready to be sent as often as it takes.</summary>
internal sealed class Call
{
    private readonly ChatCallOptions? _differences;

    private Call(Endpoint endpoint, ChatClientOptions client, ChatCallOptions? differences)
    {
        Endpoint = endpoint;
        Path = endpoint.Path;
        _differences = differences;
        Options = differences?.ApplyTo(client, "options") ?? client;
    }

    public Endpoint Endpoint { get; }

    /// <summary>Gets the path after the server's base: the endpoint's, or that of one object below it.</summary>
    public string Path { get; private init; }

    /// <summary>Gets the request; <see langword="null"/> if the call has no body.</summary>
    public WireRecord? Request { get; private init; }

    /// <summary>Gets the request as the JSON to send.</summary>
    public byte[]? Body { get; private init; }

    public bool IsStream { get; private init; }

    /// <summary>Gets the settings of this call.</summary>
    public ChatClientOptions Options { get; }

    /// <summary>Gets the model of the request; <see langword="null"/> if it has none.</summary>
    public string? Model => (Request as IModelRequest)?.Model;

    /// <summary>Gets whether the response cache may answer.</summary>
    public bool UsesCache => Endpoint.IsCacheable && Body is not null && _differences?.UseResponseCache != false;

    /// <summary>Gets what this call alone adds to the query of the address.</summary>
    public IEnumerable<KeyValuePair<string, string>> OwnQuery => _differences is null ? [] : _differences.Query;

    /// <summary>Gets the headers that this call alone sends, without a key.</summary>
    public IEnumerable<KeyValuePair<string, string>> OwnHeaders =>
        _differences?.Headers.Where(header => !header.Key.Equals(Options.ApiKeyHeader, StringComparison.OrdinalIgnoreCase)) ?? [];

    /// <summary>Gets how many choices are requested; <see langword="null"/> if that is not known.</summary>
    public int? ChoiceCount => (Request as IModelRequest)?.ChoiceCount;

    /// <summary>Gets the media types that are accepted.</summary>
    public string Accept => IsStream ? "text/event-stream, application/json;q=0.9" : "application/json";

    /// <summary>Makes a call. The request is the body, if there is one; the path is that of one object below the endpoint, with its query.</summary>
    public static Call Of(Endpoint endpoint, ChatClientOptions client, ChatCallOptions? options, WireRecord? request = null, bool isStream = false, string? path = null) =>
        new(endpoint, client, options?.Copy())
        {
            Path = path ?? endpoint.Path,
            Request = request,
            Body = request is null ? null : WireBytes.Of(request),
            IsStream = isStream,
        };

    /// <summary>Determines whether the call may go to another server: not if the caller named one, or gave what may be the key for one.</summary>
    public bool MayGoElsewhere(IEnumerable<string> keyHeaders) => _differences?.IsForOneServer(keyHeaders) != true;

    /// <summary>Returns the same call to another server, under that server's name for the model if it has one.</summary>
    public Call To(ChatClientOptions server)
    {
        // What the first server said may be in a form that only it accepts.
        var known = Request as IModelRequest;
        var portable = server.BaseAddress == Options.BaseAddress ? known : known?.ToPortable();
        var request = server.Model is { } model && portable is not null ? portable.WithModel(model) : portable as WireRecord ?? Request;
        return new Call(Endpoint, server, _differences)
        {
            Path = Path,
            Request = request,
            Body = ReferenceEquals(request, Request) ? Body : WireBytes.Of(request!),
            IsStream = IsStream,
        };
    }
}
