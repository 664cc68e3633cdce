namespace ChatSdk.Testing;

/// <summary>The delays between the chunks of one answer.</summary>
internal sealed class Pace(AnswerPlan plan)
{
    private readonly long _start = TimeProvider.System.GetTimestamp();

    /// <summary>Waits as long as necessary before a chunk. The end of an answer that is cut off counts as a chunk.</summary>
    public async Task WaitAsync(int index, CancellationToken ended)
    {
        var wait = WaitBefore(index);
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, ended).ConfigureAwait(false);
        }
    }

    private TimeSpan WaitBefore(int index)
    {
        if (!plan.Waits.IsEmpty)
        {
            return index < plan.Waits.Length ? plan.Waits[index] : TimeSpan.Zero;
        }

        // The delay is relative to the start and not to the previous chunk, so that late timers do not make the pace slower than configured.
        return plan.Pace > 0
            ? TimeSpan.FromSeconds(index / plan.Pace) - TimeProvider.System.GetElapsedTime(_start)
            : index > 0 ? plan.Pause : TimeSpan.Zero;
    }
}
