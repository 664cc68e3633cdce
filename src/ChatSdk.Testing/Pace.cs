namespace ChatSdk.Testing;

/// <summary>The pauses between the pieces of an answer.</summary>
internal static class Pace
{
    public static Task WaitAsync(AnswerPlan plan, int index, CancellationToken ended) =>
        index > 0 && plan.Pause > TimeSpan.Zero ? Task.Delay(plan.Pause, ended) : Task.CompletedTask;
}
