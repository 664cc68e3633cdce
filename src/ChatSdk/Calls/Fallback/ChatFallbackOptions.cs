namespace ChatSdk;

/// <summary>The servers to fall back to when a client's own server cannot answer; see <c>AddFallback</c>.</summary>
public sealed class ChatFallbackOptions
{
    /// <summary>
    /// Gets the servers, in the order in which they are tried after the client's own. At least one is required. Each has its own
    /// settings. A server without a <see cref="ChatClientOptions.BaseAddress"/> is the client's own server with the client's
    /// settings, except for <see cref="ChatClientOptions.Model"/>, key and <see cref="ChatClientOptions.Headers"/> where they
    /// are set. A <see cref="ChatClientOptions.Model"/> replaces the model of the request.
    /// </summary>
    public IList<ChatClientOptions> Servers { get; } = [];

    /// <summary>
    /// Gets or sets how long a server that could not answer comes last, unless its <c>Retry-After</c> says how long. The default is
    /// 30 seconds; at most a day.
    /// </summary>
    public TimeSpan Cooldown { get; set; } = TimeSpan.FromSeconds(30);
}
