namespace ChatSdk;

/// <summary>A limit on requests or tokens. A request may have to wait until the limit allows it.</summary>
/// <param name="countsTokens">Whether the cost of a request is its number of tokens; otherwise it is 1.</param>
internal abstract class CallLimit(bool countsTokens)
{
    /// <summary>Gets whether the cost of a request is its number of tokens.</summary>
    public bool CountsTokens => countsTokens;

    /// <summary>Takes the cost of a request from the limit, if the limit allows it.</summary>
    /// <returns><see langword="null"/> if the cost was taken; otherwise, the time after which to try again.</returns>
    public abstract ValueTask<TimeSpan?> TryTakeAsync(Permit permit, CancellationToken cancellationToken);

    /// <summary>Records that the request was answered or failed.</summary>
    /// <param name="permit">The permit of the request.</param>
    /// <param name="reported">The limit that the server reports; <see langword="null"/> if it reports none.</param>
    /// <returns>Whether the waiting time of other requests may have changed.</returns>
    public virtual bool Answered(Permit permit, ChatRateLimit? reported) => false;

    /// <summary>Corrects the cost of the request.</summary>
    /// <param name="permit">The permit of the request.</param>
    /// <param name="tokens">The number of tokens that were used; <see langword="null"/> if the request was not sent.</param>
    /// <returns>Whether the waiting time of other requests may have changed.</returns>
    public virtual bool Used(Permit permit, long? tokens) => false;

    protected long CostOf(Permit permit) => countsTokens ? permit.Tokens : 1;
}
