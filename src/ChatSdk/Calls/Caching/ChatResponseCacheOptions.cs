namespace ChatSdk;

/// <summary>How the answers of a client are kept; see <c>AddResponseCache</c>.</summary>
public sealed class ChatResponseCacheOptions
{
    /// <summary>Gets or sets how long an answer is kept; 1 hour by default.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Gets or sets what the keys begin with; <c>chatsdk:</c> by default. The client's key for its server is no part of a key:
    /// give clients that must not see each other's answers prefixes of their own.
    /// </summary>
    public string KeyPrefix { get; set; } = "chatsdk:";

    /// <summary>Gets or sets the largest answer that is kept, in bytes as they came; 1 MiB by default.</summary>
    public int MaxAnswerBytes { get; set; } = 1024 * 1024;

    /// <summary>Gets or sets how long a call waits for the cache before it goes on without it; 1 s by default.</summary>
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(1);
}
