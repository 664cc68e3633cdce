namespace ChatSdk;

/// <summary>
/// The calls of one answer, running: as many at once as may. When it is left, no call is running any more.
/// </summary>
internal sealed class ToolBatch : IAsyncDisposable
{
    private readonly ToolTable _tools;
    private readonly ChatToolRunOptions _options;
    private readonly CancellationTokenSource _stop;
    private readonly SemaphoreSlim _places;
    private readonly List<Task<string>> _results;
    private ChatToolRunException? _failure;

    public ToolBatch(ToolTable tools, ChatToolRunOptions options, int maxParallel, IEnumerable<(ChatToolCall Call, bool MayRun)> calls, CancellationToken cancellationToken)
    {
        (_tools, _options) = (tools, options);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _places = new SemaphoreSlim(maxParallel);

        // On threads of their own: a tool that does not await would hold up the others.
        _results = [.. calls.Select(call => Task.Run(() => RunAsync(call.Call, call.MayRun), CancellationToken.None))];
    }

    /// <summary>Gives the text for the model that came of a call.</summary>
    /// <exception cref="ChatToolRunException">A tool failed, and the caller wants to be told.</exception>
    public async ValueTask<string> ResultAsync(int place)
    {
        try
        {
            return await _results[place].ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_failure is not null)
        {
            throw _failure;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await ((Task)Task.WhenAll(_results)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _places.Dispose();
    }

    private async Task<string> RunAsync(ChatToolCall call, bool mayRun)
    {
        await _places.WaitAsync(_stop.Token).ConfigureAwait(false);
        try
        {
            return mayRun ? await _tools.RunAsync(call, _stop.Token).ConfigureAwait(false) ?? "" : "Error: the call was refused and did not run.";
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !_stop.IsCancellationRequested)
        {
            if (_options.StopOnToolError)
            {
                throw await FailAsync(call, exception).ConfigureAwait(false);
            }

            return Describe(call, exception);
        }
        finally
        {
            _places.Release();
        }
    }

    private string Describe(ChatToolCall call, Exception exception) =>
        exception is not ToolArgumentException && _options.DescribeError is { } describe
            ? describe(call, exception)
            : $"Error: {OneLine.Of(exception.Message, 1000)}";

    private async Task<ChatToolRunException> FailAsync(ChatToolCall call, Exception exception)
    {
        var words = $"The tool '{OneLine.Of(ToolCalls.NameOf(call), 100)}' failed: {OneLine.Of(exception.Message, 300)}";
        var failure = new ChatToolRunException(words, call, exception is ToolArgumentException ? exception.InnerException : exception);
        Interlocked.CompareExchange(ref _failure, failure, null);
        await _stop.CancelAsync().ConfigureAwait(false);
        return failure;
    }
}
