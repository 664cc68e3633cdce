using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace ChatSdk;

/// <summary>
/// Sends many requests concurrently. Once the maximum number of calls is running, the next request is read from the source only after a
/// result has been written to the channel. The channel holds a single result, so the concurrency also limits the memory. When the caller
/// leaves its <c>await foreach</c> loop, the running calls are canceled and awaited. A pending read from the source is not awaited, because it
/// may never complete.
/// </summary>
internal sealed class ManyRequests : IDisposable
{
    // If one request is rejected this often while others are accepted, the rate of the requests is not the reason.
    private const int _maxRefusals = 50;

    private readonly ChatClient _client;
    private readonly ChatCallOptions _options;
    private readonly RequestPace _pace;
    private readonly OpenCalls _calls = new();
    private readonly SemaphoreSlim _room;
    private readonly Channel<ChatRequestResult> _results = Channel.CreateBounded<ChatRequestResult>(1);
    private volatile bool _isInSource;

    private ManyRequests(ChatClient client, int maxConcurrency, ChatCallOptions? options)
    {
        _client = client;
        _options = options ?? new ChatCallOptions();
        _pace = new RequestPace(client.Options);
        _room = new SemaphoreSlim(maxConcurrency);
    }

    public static async IAsyncEnumerable<ChatRequestResult> RunAsync(ChatClient client, IAsyncEnumerable<ChatCompletionRequest> requests, int maxConcurrency, ChatCallOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var many = new ManyRequests(client, maxConcurrency, options);
        var token = stop.Token;

        // The source runs on another thread, because it may block.
        var taking = Task.Run(() => many.TakeAllAsync(requests, token), CancellationToken.None);
        try
        {
            await foreach (var result in many._results.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return result;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await many._calls.StopAsync().ConfigureAwait(false);

            // If no MoveNextAsync of the source is pending, this method waits a limited time for the source to be disposed.
            await (many._isInSource ? Task.CompletedTask : taking.WaitAsync(BoundedWait.GracePeriod, CancellationToken.None)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose()
    {
        _pace.Dispose();
        _room.Dispose();
    }

    [SuppressMessage("Design", "CA1031", Justification = "The exception is rethrown to the caller after the results of all earlier requests.")]
    private async Task TakeAllAsync(IAsyncEnumerable<ChatCompletionRequest> requests, CancellationToken cancellationToken)
    {
        try
        {
            var source = requests.GetAsyncEnumerator(cancellationToken);
            await using var closing = source.ConfigureAwait(false);
            for (var index = 0; await NextAsync(source, cancellationToken).ConfigureAwait(false) && _calls.TryBegin(); index++)
            {
                _ = AnswerAsync(index, source.Current, cancellationToken);
            }
        }
        catch (Exception exception)
        {
            await _calls.StopAsync().ConfigureAwait(false);
            _results.Writer.TryComplete(exception);
            return;
        }

        await _calls.StopAsync().ConfigureAwait(false);
        _results.Writer.TryComplete();
    }

    private async ValueTask<bool> NextAsync(IAsyncEnumerator<ChatCompletionRequest> source, CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken).ConfigureAwait(false);

        // The flag must be set before the token is checked. At its end, RunAsync first cancels the token and then reads the flag, so either
        // this method notices the cancellation, or RunAsync notices the flag.
        _isInSource = true;
        Interlocked.MemoryBarrier();
        if (cancellationToken.IsCancellationRequested)
        {
            _isInSource = false;
            return false;
        }

        try
        {
            return await source.MoveNextAsync().ConfigureAwait(false);
        }
        finally
        {
            _isInSource = false;
        }
    }

    private async Task AnswerAsync(int index, ChatCompletionRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var result = await ResultAsync(index, request, cancellationToken).ConfigureAwait(false);
            await _results.Writer.WriteAsync(result, cancellationToken).ConfigureAwait(false);
            _room.Release();
        }
        catch (OperationCanceledException)
        {
            // The caller left the loop or canceled the call.
        }
        finally
        {
            _calls.End();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "One failed request must not stop the others.")]
    private async ValueTask<ChatRequestResult> ResultAsync(int index, ChatCompletionRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return new ChatRequestResult(index, request, await SendAsync(index, request, cancellationToken).ConfigureAwait(false), null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return new ChatRequestResult(index, request, null, exception);
        }
    }

    private async ValueTask<ChatCompletion> SendAsync(int index, ChatCompletionRequest request, CancellationToken cancellationToken)
    {
        var options = _options.ForOneOfMany(index);
        var attempts = 0;
        var begin = _client.Options.TimeProvider.GetTimestamp();
        for (var refusals = 1; ; refusals++)
        {
            var permit = await _pace.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                var answer = await _client.CreateAsync(request, options, cancellationToken).ConfigureAwait(false);
                _pace.Accept(permit);
                return answer;
            }
            catch (ChatException exception)
            {
                exception.Attempts = attempts += exception.Attempts;
                if (!RequiresPause(exception, begin, out var pause) || !_pace.Refuse(permit, pause) || refusals > _maxRefusals)
                {
                    throw;
                }
            }
        }
    }

    private bool RequiresPause(ChatException exception, long begin, out TimeSpan? pause)
    {
        var settings = _client.Options;
        var limit = _options.OverallTimeout ?? settings.OverallTimeout;
        pause = (exception as ChatRateLimitException)?.RetryAfter;
        return exception is ChatRateLimitException { IsRetryable: true }
            && !(pause > settings.MaxRetryAfter)
            && (limit == Timeout.InfiniteTimeSpan || settings.TimeProvider.GetElapsedTime(begin) + (pause ?? TimeSpan.Zero) < limit);
    }
}
