namespace ChatSdk;

/// <summary>
/// The limit that the server itself reports with its responses: how much it still accepts, and when the complete limit is available
/// again. The cost of requests that the report may not include is subtracted from the amount that the server still accepts.
/// </summary>
internal sealed class ReportedLimit(bool countsTokens, ChatClientOptions options) : CallLimit(countsTokens)
{
    // If the reported time of the reset moves by more than this from one report to the next, the client assumes that the server restores
    // its limit continuously instead of all at once.
    private static readonly TimeSpan _minMove = TimeSpan.FromSeconds(1.5);

    private readonly Lock _lock = new();
    private readonly List<(Permit Permit, double TakenUntil)> _open = [];
    private double _taken;
    private Report? _report;

    private long Now => options.TimeProvider.GetTimestamp();

    /// <summary>Takes the cost of a request. A cost that exceeds the limit is taken when the complete limit is available.</summary>
    /// <returns>
    /// <see langword="null"/> if the cost was taken; otherwise, the time after which to try again. If the server requires a longer wait than
    /// the options permit, the request is not delayed, so that it fails with the server's error.
    /// </returns>
    public override ValueTask<TimeSpan?> TryTakeAsync(Permit permit, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var cost = CostOf(permit);
            if (WaitFor(cost) is { } wait && wait <= options.MaxRetryAfter)
            {
                return ValueTask.FromResult<TimeSpan?>(wait);
            }

            _taken += cost;
            _open.Add((permit, _taken));
            return ValueTask.FromResult<TimeSpan?>(null);
        }
    }

    public override bool Answered(Permit permit, ChatRateLimit? reported)
    {
        lock (_lock)
        {
            var takenUntil = Close(permit);
            if (takenUntil is null || takenUntil < _report?.Latest || reported is not { Limit: null or > 0, Remaining: { } remaining, ResetAfter: { } resetAfter })
            {
                return false;
            }

            var uncounted = _taken - takenUntil.Value + _open.Where(other => other.TakenUntil < takenUntil).Sum(other => CostOf(other.Permit));
            var growth = IsContinuous(resetAfter) && reported.Limit is { } limit ? Math.Max(0, limit - remaining) / resetAfter.TotalSeconds : 0;
            _report = resetAfter > TimeSpan.Zero
                ? new Report(reported.Limit, remaining - uncounted, resetAfter, growth, Now, _taken, takenUntil.Value)
                : null;
            return true;
        }
    }

    public override bool Used(Permit permit, long? tokens)
    {
        lock (_lock)
        {
            // A request that is not sent returns its cost. It is always the last one that has taken a cost, because requests wait in order.
            var isReturned = tokens is null && Close(permit) is not null;
            _taken -= isReturned ? CostOf(permit) : 0;
            return isReturned;
        }
    }

    /// <summary>Removes a request from those that wait for a response.</summary>
    /// <returns>The total cost up to and including the request; <see langword="null"/> if it was not waiting.</returns>
    private double? Close(Permit permit)
    {
        var place = _open.FindIndex(open => open.Permit == permit);
        if (place < 0)
        {
            return null;
        }

        var takenUntil = _open[place].TakenUntil;
        _open.RemoveAt(place);
        return takenUntil;
    }

    private bool IsContinuous(TimeSpan resetAfter) =>
        _report is { } last && options.TimeProvider.GetElapsedTime(last.At) is var elapsed
        && (last.Growth > 0 || (elapsed < last.ResetAfter && (elapsed + resetAfter - last.ResetAfter).Duration() > _minMove));

    private TimeSpan? WaitFor(long cost)
    {
        if (_report is not { } report || cost == 0)
        {
            return null;
        }

        var limit = report.Limit ?? double.PositiveInfinity;
        var elapsed = options.TimeProvider.GetElapsedTime(report.At);
        if (elapsed >= report.ResetAfter)
        {
            // Everything is available again. It is not known when the next period ends, but a new report probably arrives before then.
            _report = report = report with { Remaining = limit, At = Now, Taken = _taken };
            elapsed = TimeSpan.Zero;
        }

        var available = Math.Min(report.Remaining + (report.Growth * elapsed.TotalSeconds) - (_taken - report.Taken), limit);
        var missing = Math.Min(cost, limit) - available;
        var untilReset = report.ResetAfter - elapsed;
        return missing <= 0 ? null
            : report.Growth > 0 && missing / report.Growth < untilReset.TotalSeconds ? TimeSpan.FromSeconds(missing / report.Growth)
            : untilReset;
    }

    /// <summary>A limit that the server reported.</summary>
    /// <param name="Limit">The limit; <see langword="null"/> if it is not known.</param>
    /// <param name="Remaining">The amount that was still available, minus the cost that the server may not have counted.</param>
    /// <param name="ResetAfter">The time until the complete limit is available.</param>
    /// <param name="Growth">How much becomes available per second; 0 if everything becomes available at once.</param>
    /// <param name="At">The time of the report.</param>
    /// <param name="Taken">The total cost that had been taken when the report was received.</param>
    /// <param name="Latest">The total cost up to and including the request whose response contained the report.</param>
    private sealed record Report(double? Limit, double Remaining, TimeSpan ResetAfter, double Growth, long At, double Taken, double Latest);
}
