using System.Globalization;

namespace ChatSdk;

/// <summary>Runs a tool with a time limit. When the limit is reached, the tool is canceled and no longer awaited, so a tool that ignores its token does not delay the run.</summary>
internal static class ToolTimeLimit
{
    /// <summary>Runs a tool.</summary>
    /// <exception cref="TimeoutException">The limit was reached.</exception>
    public static async ValueTask<ChatContent> RunAsync(Func<CancellationToken, ValueTask<ChatContent>> tool, TimeSpan limit, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (limit == Timeout.InfiniteTimeSpan)
        {
            return await tool(cancellationToken).ConfigureAwait(false);
        }

        using var timer = new CancellationTokenSource(limit, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        var token = stop.Token;

        // The tool may block its thread before it returns a task.
        var running = Task.Run(() => tool(token).AsTask(), CancellationToken.None);
        try
        {
            return await BoundedWait<ChatContent>.ForAsync(running, timer.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // The wait may end before the tool's token is canceled. Once the source is disposed, the token can no longer be canceled.
            await stop.CancelAsync().ConfigureAwait(false);
            throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"The tool did not complete within {limit.TotalSeconds:0.###} s."), exception);
        }
    }
}
