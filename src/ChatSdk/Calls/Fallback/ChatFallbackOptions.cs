namespace ChatSdk;

/// <summary>The options for <c>AddFallback</c>: the servers that are tried if the client's own server cannot answer.</summary>
public sealed class ChatFallbackOptions
{
    /// <summary>
    /// Gets the servers, in the order in which they are tried after the client's own server. At least one is required. Each has its
    /// own options. A server without a <see cref="ChatClientOptions.BaseAddress"/> is the client's own server with the client's
    /// options. Of its own options, only these are used: <see cref="ChatClientOptions.Model"/>, the key,
    /// <see cref="ChatClientOptions.RateLimits"/> and <see cref="ChatClientOptions.Prices"/>, which replace those of the client;
    /// <see cref="ChatClientOptions.Headers"/>, which are added to those of the client; and <see cref="ChatClientOptions.Budget"/>, which
    /// applies in addition to that of the client. If <see cref="ChatClientOptions.Model"/> is set, it replaces the model of the request.
    /// A server with a different origin than the client's own server receives none of the client's headers, unless its
    /// <see cref="ChatClientOptions.ForwardHeaders"/> is set.
    /// </summary>
    public IList<ChatClientOptions> Servers { get; } = [];

    /// <summary>
    /// Gets or sets the time for which a server that failed is tried only after all others. If the server specified a time in
    /// <c>Retry-After</c>, that time applies instead. The default is 30 seconds, and the maximum is a day.
    /// </summary>
    public TimeSpan Cooldown { get; set; } = TimeSpan.FromSeconds(30);
}
