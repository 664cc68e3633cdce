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

    /// <summary>Gets which failures whoever made the call retries, so that the client does not; <see langword="null"/> for none.</summary>
    internal Func<ChatException, bool>? RetriedElsewhere { get; private set; }

    /// <summary>Returns these options for one of many calls, which has an idempotency key of its own and leaves rate limits to whoever paces them all.</summary>
    internal ChatCallOptions ForOneOfMany(int index)
    {
        var copy = Copy();
        copy.IdempotencyKey = IdempotencyKey is null ? null : string.Create(CultureInfo.InvariantCulture, $"{IdempotencyKey}-{index}");
        copy.RetriedElsewhere = static failure => failure is ChatRateLimitException;
        return copy;
    }

    /// <summary>Returns a copy, which the caller cannot change while the call is under way.</summary>
    internal ChatCallOptions Copy()
    {
        var copy = (ChatCallOptions)MemberwiseClone();
        copy.Headers = new Dictionary<string, string>(Headers, StringComparer.OrdinalIgnoreCase);
        copy.Query = new Dictionary<string, string>(Query, StringComparer.Ordinal);
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
        options.RetriedElsewhere = Either(RetriedElsewhere, MaxRetries is null ? client.RetriedElsewhere : null);
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

    // A call that asks for retries of its own gets them, whatever else retries.
    private static Func<ChatException, bool>? Either(Func<ChatException, bool>? one, Func<ChatException, bool>? other) =>
        one is null || other is null ? one ?? other : failure => one(failure) || other(failure);
}
