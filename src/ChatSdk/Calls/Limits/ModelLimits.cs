using System.Diagnostics.CodeAnalysis;

namespace ChatSdk;

/// <summary>The limits for the requests to one model. Requests wait in the order in which they arrive.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The wait handle of the semaphore, which would have to be disposed, is not used.")]
internal sealed class ModelLimits(IReadOnlyList<CallLimit> limits, ChatClientOptions options)
{
    // The weight of the latest answer in the average number of output tokens.
    private const double _weight = 0.1;

    private static readonly TimeSpan _noticeable = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private double? _outputTokens;

    /// <summary>Waits until the request may be sent.</summary>
    /// <exception cref="ChatTimeoutException">The wait would exceed the overall timeout.</exception>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public async ValueTask<Permit> WaitAsync(Call call, CallContext context, CancellationToken cancellationToken)
    {
        var permit = new Permit(CallTokens.OfInput(call) + ExpectedOutput(call));
        var begin = options.TimeProvider.GetTimestamp();
        context.IsRateLimited = true;
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (var limit in limits)
            {
                await TakeAsync(limit, permit, context, cancellationToken).ConfigureAwait(false);
                permit.Limits.Add(limit);
            }
        }
        catch
        {
            permit.End(used: null);
            throw;
        }
        finally
        {
            _turn.Release();
        }

        context.IsRateLimited = false;
        if (options.TimeProvider.GetElapsedTime(begin) is var waited && waited >= _noticeable)
        {
            context.Report?.Waited(waited);
            ChatLog.Of(options.LoggerFactory).RateLimited(waited.TotalMilliseconds);
        }

        return permit;
    }

    /// <summary>Records that a request was answered or failed.</summary>
    /// <param name="permit">The permit of the request.</param>
    /// <param name="response">The response; <see langword="null"/> if there is none.</param>
    /// <param name="failure">The failure; <see langword="null"/> after a success.</param>
    public void Answered(Permit permit, ChatResponseInfo? response, Exception? failure)
    {
        var requests = failure is ChatRateLimitException { IsRetryable: true, RetryAfter: { } wait }
            ? new ChatRateLimit(response?.RequestLimit?.Limit, 0, wait)
            : response?.RequestLimit;
        SignalIf(permit.Answered(requests, response?.TokenLimit));
    }

    /// <summary>Records the usage of a request. The usage is <see langword="null"/> if the server has not generated anything.</summary>
    public void Used(Permit permit, ChatUsage? usage)
    {
        if (usage?.CompletionTokens is { } output)
        {
            lock (_lock)
            {
                _outputTokens = _outputTokens is { } average ? average + ((output - average) * _weight) : output;
            }
        }

        SignalIf(permit.End(usage?.TotalTokens ?? 0));
    }

    private async ValueTask TakeAsync(CallLimit limit, Permit permit, CallContext context, CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = Volatile.Read(ref _changed);
            if (await limit.TryTakeAsync(permit, cancellationToken).ConfigureAwait(false) is not { } wait)
            {
                return;
            }

            context.ThrowIfTooLong(wait);
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

            // The delay is rounded up, because Task.Delay truncates it to milliseconds, and the loop would then spin for less than a millisecond.
            var delay = Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), options.TimeProvider, ended.Token);
            await Task.WhenAny(delay, changed.Task).ConfigureAwait(false);
            await ended.CancelAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Makes the waiting request calculate its waiting time again.</summary>
    private void SignalIf(bool hasChanged)
    {
        if (hasChanged)
        {
            Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        }
    }

    /// <summary>
    /// Estimates the number of tokens of the answer: the average of the previous answers or, before the first one, the request's maximum.
    /// The estimate is never more than the request permits.
    /// </summary>
    private long ExpectedOutput(Call call)
    {
        var max = call.Request switch
        {
            ChatCompletionRequest chat => chat.MaxCompletionTokens ?? chat.MaxTokens,
            TextCompletionRequest text => text.MaxTokens,
            _ => 0,
        };
        lock (_lock)
        {
            return Math.Min((long)(_outputTokens ?? max ?? 0), max * (call.ChoiceCount ?? 1L) ?? long.MaxValue);
        }
    }
}
