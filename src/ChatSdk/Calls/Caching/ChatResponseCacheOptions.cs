namespace ChatSdk;

/// <summary>The options for <c>AddResponseCache</c>.</summary>
public sealed class ChatResponseCacheOptions
{
    /// <summary>Gets or sets the time for which an answer is stored. The default is 1 hour.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Gets or sets the prefix of the keys in the store. The default is <c>chatsdk:</c>. These keys do not depend on the client's API
    /// key, so use different prefixes for clients that must not see each other's answers.
    /// </summary>
    public string KeyPrefix { get; set; } = "chatsdk:";

    /// <summary>Gets or sets the maximum size of an answer that is stored, in bytes after decompression. The default is 1 MiB.</summary>
    public int MaxAnswerBytes { get; set; } = 1024 * 1024;

    /// <summary>Gets or sets how long a call waits for the cache before the call continues without it. The default is 1 second.</summary>
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(1);
}
