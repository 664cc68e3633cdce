using System.Threading.RateLimiting;

namespace ChatSdk;

/// <summary>The permission to send one request.</summary>
/// <param name="tokens">The estimated number of tokens in the request and its answer.</param>
internal sealed class Permit(long tokens)
{
    /// <summary>Gets the estimated number of tokens in the request and its answer.</summary>
    public long Tokens => tokens;

    /// <summary>Gets the limits from which the cost of the request has been taken. The cost is a number of tokens, or 1 for a limit on requests.</summary>
    public List<CallLimit> Limits { get; } = [];

    /// <summary>Gets the leases of the caller's rate limiters.</summary>
    public List<RateLimitLease> Leases { get; } = [];

    /// <summary>Adjusts the limits of this permit to the rate limits that the server reported.</summary>
    /// <returns>Whether the waiting time of other requests may have changed.</returns>
    public bool Answered(ChatRateLimit? requests, ChatRateLimit? ofTokens)
    {
        var hasChanged = false;
        foreach (var limit in Limits)
        {
            hasChanged |= limit.Answered(this, limit.CountsTokens ? ofTokens : requests);
        }

        return hasChanged;
    }

    /// <summary>Replaces the estimated cost with the actual cost in all limits, and disposes the leases.</summary>
    /// <param name="used">The number of tokens that were used; <see langword="null"/> if the request was not sent.</param>
    /// <returns>Whether the waiting time of other requests may have changed.</returns>
    public bool End(long? used)
    {
        var hasChanged = false;
        foreach (var limit in Limits)
        {
            hasChanged |= limit.Used(this, used);
        }

        Leases.ForEach(lease => lease.Dispose());
        return hasChanged;
    }
}
