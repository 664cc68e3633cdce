using System.Collections.Concurrent;
using System.Globalization;
using StackExchange.Redis;

/// <summary>
/// The lines of a job, as one worker sees them. Each line is claimed by one worker, and Redis stores the claim until the line has a result. The
/// worker renews its claims; if it is killed, another worker can claim its lines after a timeout.
/// </summary>
internal sealed class LineQueue(IDatabase redis, Job job, TimeSpan claimTimeout)
{
    public const string RequestField = "request";

    // All steps are in one script, so that either all or none of them take effect if the worker is killed. If two workers answered the
    // same line, the first result is stored, and the tokens of both requests are counted.
    private static readonly LuaScript _complete = LuaScript.Prepare($"""
        if redis.call('HSETNX', @results, @line, @result) == 1 then
          redis.call('HINCRBY', @totals, '{JobProgress.FailedField}', @failed)
        end
        redis.call('HINCRBY', @totals, '{JobProgress.PromptTokensField}', @promptTokens)
        redis.call('HINCRBY', @totals, '{JobProgress.CompletionTokensField}', @completionTokens)
        redis.call('XACK', @lines, '{Job.Group}', @id)
        redis.call('XDEL', @lines, @id)
        """);

    private readonly string _worker = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{Environment.ProcessId}");
    private readonly ConcurrentDictionary<RedisValue, RequestLine> _claimed = new();

    /// <summary>Takes the next line that no worker has taken before. Returns <see langword="null"/> if there is none.</summary>
    public async Task<RequestLine?> TakeNewAsync() =>
        ToClaimed(await redis.StreamReadGroupAsync(job.Lines, Job.Group, _worker, StreamPosition.NewMessages, count: 1), deliveries: 1);

    /// <summary>Finds a line whose worker has not renewed its claim in time. Returns <see langword="null"/> if there is none.</summary>
    public async Task<AbandonedLine?> FindAbandonedAsync()
    {
        // XAUTOCLAIM would not return the number of deliveries.
        var pending = await redis.StreamPendingMessagesAsync(job.Lines, Job.Group, count: 100, consumerName: RedisValue.Null, minIdleTimeInMs: (long)claimTimeout.TotalMilliseconds);
        return pending.Where(line => !_claimed.ContainsKey(line.MessageId))
            .Select(line => new AbandonedLine(line.MessageId, line.DeliveryCount))
            .FirstOrDefault();
    }

    /// <summary>Claims an abandoned line. Returns <see langword="null"/> if another worker was faster.</summary>
    public async Task<RequestLine?> ClaimAsync(AbandonedLine line) =>
        ToClaimed(await redis.StreamClaimAsync(job.Lines, Job.Group, _worker, (long)claimTimeout.TotalMilliseconds, [line.Id]), line.Deliveries + 1);

    /// <summary>Stores the result of a line, unless it already has one, and removes the line from the stream.</summary>
    public async Task CompleteAsync(RequestLine line, LineResult result)
    {
        await redis.ScriptEvaluateAsync(_complete, new
        {
            lines = job.Lines,
            results = job.Results,
            totals = job.Totals,
            id = line.Id,
            line = line.Number,
            result = result.Json,
            failed = result.IsError ? 1 : 0,
            promptTokens = result.PromptTokens,
            completionTokens = result.CompletionTokens,
        });
        _claimed.TryRemove(line.Id, out _);
    }

    /// <summary>Renews the claims of this worker until the token is canceled.</summary>
    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(claimTimeout / 3);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            if (_claimed.Keys.ToArray() is { Length: > 0 } ids)
            {
                await redis.StreamClaimIdsOnlyAsync(job.Lines, Job.Group, _worker, minIdleTimeInMs: 0, ids);
            }
        }
    }

    /// <summary>
    /// Releases the lines that this worker has claimed but not finished, so that other workers can claim them immediately instead of after
    /// the timeout. Their numbers of deliveries no longer include the delivery to this worker.
    /// </summary>
    public async Task ReleaseAsync()
    {
        foreach (var (id, line) in _claimed)
        {
            await redis.ExecuteAsync(
                "XCLAIM", job.Lines, Job.Group, _worker, 0, id, "IDLE", (long)claimTimeout.TotalMilliseconds, "RETRYCOUNT", line.Deliveries - 1, "JUSTID");
        }
    }

    private RequestLine? ToClaimed(StreamEntry[] entries, int deliveries)
    {
        if (entries is not [var entry])
        {
            return null;
        }

        var line = new RequestLine(entry.Id, (string)entry[RequestField]!, deliveries);
        _claimed[entry.Id] = line;
        return line;
    }
}
