namespace ChatSdk;

/// <summary>The servers that are asked when a client's own cannot answer; see <c>AddFallback</c>.</summary>
public sealed class ChatFallbackOptions
{
    /// <summary>
    /// Gets the servers to ask, in their order, after the client's own. Each has settings of its own. One without a
    /// <see cref="ChatClientOptions.BaseAddress"/> is the client's own server, with the client's settings, but for
    /// <see cref="ChatClientOptions.Model"/>, key and <see cref="ChatClientOptions.Headers"/> where these are set. A <see cref="ChatClientOptions.Model"/> takes the place of the request's. At least one.
    /// </summary>
    public IList<ChatClientOptions> Servers { get; } = [];

    /// <summary>
    /// Gets or sets how long a server that could not answer is passed over, unless it says itself how long (<c>Retry-After</c>).
    /// 30 s by default. It is then asked after all others.
    /// </summary>
    public TimeSpan Cooldown { get; set; } = TimeSpan.FromSeconds(30);
}
