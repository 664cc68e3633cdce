namespace ChatSdk;

/// <summary>
/// Runs the tool calls in one answer concurrently, but at most a given number at a time. The calls are started in order. After <c>DisposeAsync</c>, no call is running, except calls that ignored their time limit.
/// </summary>
internal sealed class ToolBatch : IAsyncDisposable
{
    private readonly ToolTable _tools;
    private readonly ChatToolRunOptions _options;
    private readonly CancellationToken _cancellationToken;
    private readonly CancellationTokenSource _stop;
    private readonly List<TaskCompletionSource<ChatContent>> _results;
    private readonly Task _running;

    public ToolBatch(ToolTable tools, ChatToolRunOptions options, int maxParallel, IReadOnlyList<(PreparedCall Call, ChatToolDecision Decision)> calls, CancellationToken cancellationToken)
    {
        (_tools, _options, _cancellationToken) = (tools, options, cancellationToken);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _results = [.. calls.Select(_ => new TaskCompletionSource<ChatContent>(TaskCreationOptions.RunContinuationsAsynchronously))];
        var limits = new ParallelOptions { MaxDegreeOfParallelism = maxParallel, CancellationToken = _stop.Token };
        _running = Parallel.ForEachAsync(calls.Zip(_results), limits, async (item, token) =>
            item.Second.SetResult(await RunAsync(item.First.Call, item.First.Decision, token).ConfigureAwait(false)));
    }

    /// <summary>Waits for a call, and returns the result to send to the model.</summary>
    /// <exception cref="ChatToolRunException">A tool failed and <see cref="ChatToolRunOptions.StopOnToolError"/> is set, or <see cref="ChatToolRunOptions.DescribeError"/> failed. When this exception is thrown, no call is running, except calls that ignored their time limit.</exception>
    public async ValueTask<ChatContent> ResultAsync(int place)
    {
        await Task.WhenAny(_results[place].Task, _running).ConfigureAwait(false);
        if (FindResult(place) is { } result)
        {
            return result;
        }

        _cancellationToken.ThrowIfCancellationRequested();
        await _running.ConfigureAwait(false);
        return await _results[place].Task.ConfigureAwait(false);
    }

    /// <summary>Returns the result of a call; <see langword="null"/> if it is not available, because the call has failed or is not complete.</summary>
    public ChatContent? FindResult(int place) => _results[place].Task is { IsCompleted: true } done ? done.Result : null;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async ValueTask<ChatContent> RunAsync(PreparedCall call, ChatToolDecision decision, CancellationToken cancellationToken)
    {
        try
        {
            return decision.Refusal ?? await _tools.RunAsync(call, cancellationToken).ConfigureAwait(false) ?? "null";
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return _options.StopOnToolError ? throw ToolFailure.Of(call.Call, exception) : Describe(call.Call, exception);
        }
    }

    private string Describe(ChatToolCall call, Exception exception)
    {
        try
        {
            return exception is not ToolArgumentException && _options.DescribeError is { } describe
                ? describe(call, exception) ?? "null"
                : $"Error: {OneLine.Of(exception.Message, 1000)}";
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !_cancellationToken.IsCancellationRequested)
        {
            throw ToolFailure.Of(call, failure, nameof(ChatToolRunOptions.DescribeError));
        }
    }
}
