using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>What differs for one call from the settings of its client. What is <see langword="null"/> stays as the client has it.</summary>
/// <remarks>What may hold a key is not part of its JSON.</remarks>
public sealed class ChatCallOptions
{
    /// <summary>
    /// Gets or sets headers to send along; one of the same name replaces the client's. Empty by default. A dictionary that is set is
    /// copied; of two names that differ in case only, the later one counts.
    /// </summary>
    /// <exception cref="ArgumentNullException">The value is <see langword="null"/>.</exception>
    [JsonIgnore]
    [SuppressMessage("Usage", "CA2227", Justification = "Headers = new Dictionary<string, string> { … } is what people write.")]
    public IDictionary<string, string> Headers
    {
        get;
        set => field = StringMap.Copy(value, StringComparer.OrdinalIgnoreCase);
    } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets or sets what is added to the query of the address; one of the same name replaces the address's own. Empty by default. A dictionary that is set is copied.</summary>
    /// <exception cref="ArgumentNullException">The value is <see langword="null"/>.</exception>
    [JsonIgnore]
    [SuppressMessage("Usage", "CA2227", Justification = "As for the headers.")]
    public IDictionary<string, string> Query
    {
        get;
        set => field = StringMap.Copy(value, StringComparer.Ordinal);
    } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Gets or sets another server's address for this call, in any form that <see cref="ChatClientOptions.BaseAddress"/> takes. The client's key goes there too.</summary>
    [JsonIgnore]
    public string? BaseAddress { get; set; }

    /// <summary>Gets or sets a name for the call, sent as <c>Idempotency-Key</c> with every attempt, by which a server can know a repetition.</summary>
    public string? IdempotencyKey { get; set; }

    /// <summary>Gets or sets how often the call is tried again; see <see cref="ChatClientOptions.MaxRetries"/>.</summary>
    public int? MaxRetries { get; set; }

    /// <summary>Gets or sets the time of one attempt; see <see cref="ChatClientOptions.AttemptTimeout"/>.</summary>
    public TimeSpan? AttemptTimeout { get; set; }

    /// <summary>Gets or sets how long a stream may stand still; see <see cref="ChatClientOptions.StreamIdleTimeout"/>.</summary>
    public TimeSpan? StreamIdleTimeout { get; set; }

    /// <summary>Gets or sets the time of the whole call; see <see cref="ChatClientOptions.OverallTimeout"/>.</summary>
    public TimeSpan? OverallTimeout { get; set; }

    /// <summary>Gets or sets whether the answer may come from the cache, and go there, if the client has one (<c>AddResponseCache</c>). Yes by default.</summary>
    public bool UseResponseCache { get; set; } = true;

    /// <summary>Gets whether a rate limit is left to who made the call, who holds back more than one.</summary>
    internal bool LeavesRateLimits { get; private set; }

    /// <summary>Gives these options for one of many calls, which has a name of its own.</summary>
    internal ChatCallOptions ForOneOfMany(int index)
    {
        var copy = (ChatCallOptions)MemberwiseClone();
        copy.IdempotencyKey = IdempotencyKey is null ? null : string.Create(CultureInfo.InvariantCulture, $"{IdempotencyKey}-{index}");
        copy.LeavesRateLimits = true;
        return copy;
    }

    /// <summary>Tells whether the call names its server, or part of its address, or has the key for one.</summary>
    internal bool IsForOneServer(IEnumerable<string> keyHeaders) =>
        BaseAddress is not null || Query.Count > 0 || keyHeaders.Concat(ChatClientOptionsValidator.KeyHeaders).Any(Headers.ContainsKey);

    /// <summary>Gives the client's options with these in place of its own.</summary>
    /// <exception cref="ArgumentException">A value is out of its range, or a header cannot be sent.</exception>
    internal ChatClientOptions ApplyTo(ChatClientOptions client, string parameter)
    {
        var options = client.Copy();
        options.BaseAddress = ServerAddress.WithQuery(BaseAddress ?? client.BaseAddress!, Query);
        options.MaxRetries = MaxRetries ?? client.MaxRetries;
        options.AttemptTimeout = AttemptTimeout ?? client.AttemptTimeout;
        options.StreamIdleTimeout = StreamIdleTimeout ?? client.StreamIdleTimeout;
        options.OverallTimeout = OverallTimeout ?? client.OverallTimeout;
        options.LeavesRateLimits = LeavesRateLimits;
        foreach (var (name, value) in Headers)
        {
            options.Headers[name] = value;
        }

        if (Headers.ContainsKey(client.ApiKeyHeader))
        {
            (options.ApiKey, options.ApiKeyProvider) = (null, null);
        }

        if (IdempotencyKey is not null)
        {
            options.Headers["Idempotency-Key"] = IdempotencyKey;
        }

        return ChatClientOptionsValidator.Check(options, parameter);
    }
}
