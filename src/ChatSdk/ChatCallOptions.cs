using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>Options for one call, which override those of the client. If a property is <see langword="null"/>, the client's option applies.</summary>
/// <remarks>The properties that may contain a key are not serialized, and neither is <see cref="Budget"/>.</remarks>
public sealed class ChatCallOptions
{
    internal const string IdempotencyKeyHeader = "Idempotency-Key";

    /// <summary>
    /// Gets or sets additional headers, which replace the client's headers of the same name. The default is empty. The dictionary is
    /// copied; if two names differ only in case, the later one is used.
    /// </summary>
    /// <exception cref="ArgumentNullException">The value is <see langword="null"/>.</exception>
    [JsonIgnore]
    [SuppressMessage("Usage", "CA2227", Justification = "Headers = new Dictionary<string, string> { … } is the usual way to set it.")]
    public IDictionary<string, string> Headers
    {
        get;
        set => field = StringMap.Copy(value, StringComparer.OrdinalIgnoreCase);
    } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets or sets query parameters that are added to the address, where they replace those of the same name. The default is empty. The dictionary is copied.</summary>
    /// <exception cref="ArgumentNullException">The value is <see langword="null"/>.</exception>
    [JsonIgnore]
    [SuppressMessage("Usage", "CA2227", Justification = "Query = new Dictionary<string, string> { … } is the usual way to set it.")]
    public IDictionary<string, string> Query
    {
        get;
        set => field = StringMap.Copy(value, StringComparer.Ordinal);
    } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Gets or sets the address of another server for this call, in any form that <see cref="ChatClientOptions.BaseAddress"/> accepts. The client's key and headers, and the headers of its <see cref="HttpClient"/>, are sent to that server.</summary>
    [JsonIgnore]
    public string? BaseAddress { get; set; }

    /// <summary>Gets or sets the value of the header <c>Idempotency-Key</c>, which is sent with every attempt so that the server can recognize retries. The default is none.</summary>
    public string? IdempotencyKey { get; set; }

    /// <summary>Gets or sets the maximum number of retries; see <see cref="ChatClientOptions.MaxRetries"/>.</summary>
    public int? MaxRetries { get; set; }

    /// <summary>Gets or sets the time limit of one attempt; see <see cref="ChatClientOptions.AttemptTimeout"/>.</summary>
    public TimeSpan? AttemptTimeout { get; set; }

    /// <summary>Gets or sets the longest time that a stream may be silent; see <see cref="ChatClientOptions.StreamIdleTimeout"/>.</summary>
    public TimeSpan? StreamIdleTimeout { get; set; }

    /// <summary>Gets or sets the longest time between two chunks of a stream; see <see cref="ChatClientOptions.EventIdleTimeout"/>.</summary>
    public TimeSpan? EventIdleTimeout { get; set; }

    /// <summary>Gets or sets the time limit of the whole call; see <see cref="ChatClientOptions.OverallTimeout"/>.</summary>
    public TimeSpan? OverallTimeout { get; set; }

    /// <summary>Gets or sets whether reasoning between tags is separated from the text; see <see cref="ChatClientOptions.SeparateThinkTags"/>.</summary>
    public bool? SeparateThinkTags { get; set; }

    /// <summary>Gets or sets how the rest of an interrupted stream is requested; see <see cref="ChatClientOptions.StreamResumption"/>.</summary>
    public StreamResumption? StreamResumption { get; set; }

    /// <summary>Gets or sets whether the answer may be read from and written to the client's cache, if it has one (<c>AddResponseCache</c>). The default is <see langword="true"/>.</summary>
    public bool UseResponseCache { get; set; } = true;

    /// <summary>Gets or sets a budget for this call, in addition to that of the client. The default is none. To share a budget between several calls, assign the same object to each of them.</summary>
    [JsonIgnore]
    public ChatBudget? Budget { get; set; }

    /// <summary>Gets or sets the id of the conversation to which the call belongs, for traces. It is not sent to the server. The default is none; in a <c>ChatConversation</c>, it is the <c>Id</c> of the conversation.</summary>
    public string? ConversationId { get; set; }

    /// <summary>Gets the budgets of the conversation and the tool run to which the call belongs.</summary>
    internal IReadOnlyList<ChatBudget> OuterBudgets { get; private set; } = [];

    /// <summary>Gets the predicate for the failures that the calling code retries itself, so that the client does not retry them; <see langword="null"/> if there are none.</summary>
    internal Func<ChatException, bool>? RetriedElsewhere { get; private set; }

    /// <summary>
    /// Returns the options for one of many calls. If there is an idempotency key, the index is appended to it. The client does not
    /// retry a rate-limited call, because <see cref="ManyRequests"/> retries it and slows down all requests.
    /// </summary>
    internal ChatCallOptions ForOneOfMany(int index)
    {
        var copy = Copy();
        copy.IdempotencyKey = IdempotencyKey is null ? null : string.Create(CultureInfo.InvariantCulture, $"{IdempotencyKey}-{index}");
        copy.RetriedElsewhere = static failure => failure is ChatRateLimitException;
        return copy;
    }

    /// <summary>Returns a copy of the options with further budgets. The options and each budget may be <see langword="null"/>. If all of them are <see langword="null"/>, the result is <see langword="null"/>.</summary>
    internal static ChatCallOptions? WithBudgets(ChatCallOptions? options, params ReadOnlySpan<ChatBudget?> budgets)
    {
        List<ChatBudget> known = [];
        foreach (var budget in budgets)
        {
            known.AddRange(budget is null ? [] : [budget]);
        }

        var copy = options?.Copy() ?? (known.Count == 0 ? null : new ChatCallOptions());
        copy?.OuterBudgets = [.. copy.OuterBudgets, .. known];
        return copy;
    }

    /// <summary>Returns a copy, so that the caller cannot change the options during the call.</summary>
    internal ChatCallOptions Copy()
    {
        var copy = (ChatCallOptions)MemberwiseClone();
        copy.Headers = new Dictionary<string, string>(Headers, StringComparer.OrdinalIgnoreCase);
        copy.Query = new Dictionary<string, string>(Query, StringComparer.Ordinal);
        return copy;
    }

    /// <summary>Returns a copy without headers, for a fallback server to which headers are not forwarded.</summary>
    internal ChatCallOptions WithoutHeaders()
    {
        var copy = Copy();
        copy.Headers.Clear();
        return copy;
    }

    /// <summary>Returns the client's options overridden by these options.</summary>
    /// <exception cref="ArgumentException">A value is out of range, or a header is invalid.</exception>
    internal ChatClientOptions ApplyTo(ChatClientOptions client, string parameter)
    {
        var options = client.Copy();
        options.BaseAddress = ServerAddress.WithQuery(BaseAddress ?? client.BaseAddress!, Query);
        options.MaxRetries = MaxRetries ?? client.MaxRetries;
        options.AttemptTimeout = AttemptTimeout ?? client.AttemptTimeout;
        options.StreamIdleTimeout = StreamIdleTimeout ?? client.StreamIdleTimeout;
        options.EventIdleTimeout = EventIdleTimeout ?? client.EventIdleTimeout;
        options.SeparateThinkTags = SeparateThinkTags ?? client.SeparateThinkTags;
        options.OverallTimeout = OverallTimeout ?? client.OverallTimeout;
        options.StreamResumption = StreamResumption ?? client.StreamResumption;

        // If the call specifies a number of retries, the client retries even if a resilience handler does too.
        options.RetriedElsewhere = Either(RetriedElsewhere, MaxRetries is null ? client.RetriedElsewhere : null);
        options.AddBudgets(Budget is null ? OuterBudgets : [Budget, .. OuterBudgets]);
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
            options.Headers[IdempotencyKeyHeader] = IdempotencyKey;
        }

        return ChatClientOptionsValidator.Check(options, parameter);
    }

    private static Func<ChatException, bool>? Either(Func<ChatException, bool>? one, Func<ChatException, bool>? other) =>
        one is null || other is null ? one ?? other : failure => one(failure) || other(failure);
}
