using System.Globalization;
using System.Runtime.CompilerServices;

namespace ChatSdk;

/// <summary>Counts the attempts of a call, and limits the time of each attempt.</summary>
internal sealed class AttemptLayer(ICallLayer next) : ICallLayer
{
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<T> RunAsync<T>(Call call, IAnswerShape<T> shape, CallContext context, CancellationToken cancellationToken)
    {
        // An attempt that was canceled while it waited in another layer is not sent.
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
