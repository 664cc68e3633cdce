namespace ChatSdk;

/// <summary>Reports each attempt to the telemetry and the callbacks of the call. Without them, the layer only passes the call on.</summary>
internal sealed class ReportLayer(ICallLayer next) : ICallLayer
{
    public ValueTask<T> RunAsync<T>(Call call, IAnswerShape<T> shape, CallContext context, CancellationToken cancellationToken) => context.Report is { } report
        ? RunAsync(report, call, shape, context, cancellationToken)
        : next.RunAsync(call, shape, context, cancellationToken);

    private async ValueTask<T> RunAsync<T>(CallReport report, Call call, IAnswerShape<T> shape, CallContext context, CancellationToken cancellationToken)
    {
        // An attempt that was canceled while it waited in another layer is not sent, so it is not reported.
        cancellationToken.ThrowIfCancellationRequested();
        var start = call.Options.TimeProvider.GetTimestamp();
        var copied = report.CapturesBody ? new CopiedAnswer<T>(shape) : null;
        T answer;
        try
        {
            answer = await next.RunAsync(call, copied ?? shape, context, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            report.Attempted(call, context, start, copied?.Copy, exception);
            throw;
        }

        report.Attempted(call, context, start, copied?.Copy, failure: null);
        return answer;
    }
}
