using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using System.Threading.RateLimiting;

namespace ChatSdk;

/// <summary>
/// The rate limits of a server. A request is not sent until they permit it, so that the server does not reject it. Requests to the same
/// model are sent in the order in which they begin to wait. Retries, and requests that resume a stream, count too. The waiting time does not
/// count against <see cref="ChatClientOptions.AttemptTimeout"/>.
/// </summary>
public sealed class ChatRateLimitOptions
{
    /// <summary>Gets or sets the maximum number of requests per minute, at least 1. They are distributed evenly over the minute; see <see cref="Burst"/>. The default is no limit.</summary>
    public int? RequestsPerMinute { get; set; }

    /// <summary>
    /// Gets or sets the maximum number of tokens per minute in requests and answers together, at least 1. The number is estimated
    /// before a request is sent, and corrected when the server reports the usage. A single request may have more tokens than the limit;
    /// the requests after it then wait longer. The default is no limit.
    /// </summary>
    public int? TokensPerMinute { get; set; }

    /// <summary>
    /// Gets or sets the period during which unused requests and tokens accumulate, so that they can be used at once: with 600 requests per
    /// minute and a burst of 2 seconds, 20 requests can be sent together. The default is <see cref="TimeSpan.Zero"/>, because many servers
    /// also reject bursts that are within their limit per minute. The maximum is a minute.
    /// </summary>
    public TimeSpan Burst { get; set; }

    /// <summary>
    /// Gets or sets whether requests also wait when the server reports that it would accept no more of them. Servers report this in the
    /// headers of their responses, such as <c>x-ratelimit-remaining-requests</c>, or in the <c>Retry-After</c> of a rejection. The default is
    /// <see langword="true"/>. The reported limits apply to each model separately, and no other limit has to be set.
    /// </summary>
    public bool FollowServer { get; set; } = true;

    /// <summary>
    /// Gets or sets a limiter from which one permit is acquired before each request, for example a limiter that several processes share. It
    /// is used in addition to the other limits, and the client does not dispose it. The default is none.
    /// </summary>
    [JsonIgnore]
    public RateLimiter? RequestLimiter { get; set; }

    /// <summary>Gets or sets a limiter for tokens. Before each request, one permit is acquired for each token that the request and its answer are expected to have; see <see cref="RequestLimiter"/>. The default is none.</summary>
    [JsonIgnore]
    public RateLimiter? TokenLimiter { get; set; }

    /// <summary>Gets or sets a limiter like <see cref="RequestLimiter"/> whose resource is the model of the request, or an empty string if the request has none. The default is none.</summary>
    [JsonIgnore]
    public PartitionedRateLimiter<string>? RequestLimiterByModel { get; set; }

    /// <summary>Gets or sets a limiter like <see cref="TokenLimiter"/> whose resource is the model of the request, or an empty string if the request has none. The default is none.</summary>
    [JsonIgnore]
    public PartitionedRateLimiter<string>? TokenLimiterByModel { get; set; }

    /// <summary>Gets or sets the limits of individual models, by the name of the model in the request. For such a model, they replace all the limits of this object. The default is empty. The dictionary is copied.</summary>
    /// <exception cref="ArgumentNullException">The value is <see langword="null"/>.</exception>
    [SuppressMessage("Usage", "CA2227", Justification = "Models = new Dictionary<string, ChatRateLimitOptions> { … } is the usual way to set it.")]
    public IDictionary<string, ChatRateLimitOptions> Models
    {
        get;
        set => field = new Dictionary<string, ChatRateLimitOptions>(value ?? throw new ArgumentNullException(nameof(value)), StringComparer.Ordinal);
    } = new Dictionary<string, ChatRateLimitOptions>(StringComparer.Ordinal);

    /// <summary>Returns a copy, in which the limits of the models are copies too.</summary>
    internal ChatRateLimitOptions Copy()
    {
        var copy = (ChatRateLimitOptions)MemberwiseClone();
        copy.Models = Models.ToDictionary(entry => entry.Key, entry => entry.Value.Copy(), StringComparer.Ordinal);
        return copy;
    }

    /// <summary>Returns one message for each invalid option. Each message begins with the name of the option.</summary>
    internal IEnumerable<string> Failures(string name)
    {
        if (RequestsPerMinute <= 0)
        {
            yield return $"{name}.{nameof(RequestsPerMinute)} must be positive, or null for no limit.";
        }

        if (TokensPerMinute <= 0)
        {
            yield return $"{name}.{nameof(TokensPerMinute)} must be positive, or null for no limit.";
        }

        if (Burst < TimeSpan.Zero || Burst > TimeSpan.FromMinutes(1))
        {
            yield return $"{name}.{nameof(Burst)} must not be negative or longer than a minute.";
        }

        foreach (var (model, limits) in Models)
        {
            var entry = $"{name}.{nameof(Models)}[\"{model}\"]";
            IEnumerable<string> failures = limits is null ? [$"{entry} is null."]
                : limits.Models.Count > 0 ? [$"{entry}.{nameof(Models)} must be empty."]
                : limits.Failures(entry);
            foreach (var failure in failures)
            {
                yield return failure;
            }
        }
    }
}
