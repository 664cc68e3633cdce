using Spectre.Console;

/// <summary>Shows what all workers of a job have done so far.</summary>
internal static class ProgressView
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(200);

    public static Task ShowAsync(Job job, BatchOptions options, Task work) => AnsiConsole.Progress()
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
        .StartAsync(async context =>
        {
            var bar = context.AddTask("Sending", maxValue: job.Count);
            do
            {
                var progress = await job.GetProgressAsync();
                bar.Value = progress.Done;
                bar.Description = FormattableString.Invariant($"{bar.Speed ?? 0:0.0} lines/s, {progress.Describe(options)}");
            }
            while (await Task.WhenAny(work, Task.Delay(_interval)) != work);

            bar.Value = (await job.GetProgressAsync()).Done;
        });
}
