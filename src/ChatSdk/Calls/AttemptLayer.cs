using System.Globalization;
using System.Runtime.CompilerServices;

namespace ChatSdk;

/// <summary>
/// Counts the attempts of a call, limits the duration of each attempt, and reports each attempt to the call's telemetry and callbacks.
/// </summary>
internal sealed class AttemptLayer(ICallLayer next) : ICallLayer
{
    public ValueTask<T> RunAsync<T>(Call call, IAnswerShape<T> shape, CallContext context, CancellationToken cancellationToken) => context.Report is { } report
        ? ReportAsync(report, call, shape, context, cancellationToken)
        : AttemptAsync(call, shape, context, cancellationToken);

    private async ValueTask<T> ReportAsync<T>(CallReport report, Call call, IAnswerShape<T> shape, CallContext context, CancellationToken cancellationToken)
    {
        // An attempt that was canceled while it waited in another layer is not sent, so it is not reported.
        cancellationToken.ThrowIfCancellationRequested();
        var start = call.Options.TimeProvider.GetTimestamp();
        var copied = report.CapturesBody ? new CopiedAnswer<T>(shape) : null;
        T answer;
        try
        {
            answer = await AttemptAsync(call, copied ?? shape, context, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            report.Attempted(call, context, start, copied?.Copy, exception);
            throw;
        }

        report.Attempted(call, context, start, copied?.Copy, failure: null);
        return answer;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<T> AttemptAsync<T>(Call call, IAnswerShape<T> shape, CallContext context, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        context.BeginAttempt();
        var (limit, time) = (call.Options.AttemptTimeout, call.Options.TimeProvider);
        using var ended = new CancellationTokenSource(limit, time);
        var registration = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), ended);
        await using var ending = registration.ConfigureAwait(false);
        try
        {
            return await next.RunAsync(call, shape, context, ended.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (ended.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            var message = string.Create(CultureInfo.InvariantCulture, $"The server did not answer within {limit.TotalSeconds:0.###} s (AttemptTimeout).");
            throw new ChatTimeoutException(ChatTimeoutKind.Response, message, exception);
        }
    }
}
