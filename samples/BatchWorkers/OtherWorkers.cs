using System.Diagnostics;
using System.Globalization;

/// <summary>Additional workers on this machine, each of which is a separate process.</summary>
internal sealed class OtherWorkers : IAsyncDisposable
{
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(3);

    private readonly List<Process> _processes = [];

    public void Start(BatchOptions options, string redis, string server)
    {
        string[] command =
        [
            typeof(OtherWorkers).Assembly.Location, options.Input, options.Output,
            "--redis", redis,
            "--workers", "1",
            "--requests-per-minute", options.RequestsPerMinute.ToString(CultureInfo.InvariantCulture),
            "--claim-timeout", options.ClaimTimeout.TotalSeconds.ToString(CultureInfo.InvariantCulture),
        ];
        for (var other = 1; other < options.Workers; other++)
        {
            // The output of the other workers is not shown, because the worker in this process shows the progress of all workers and reports the same errors.
            var start = new ProcessStartInfo("dotnet", command) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["CHATSDK_BASE_URL"] = server;
            var process = Process.Start(start)!;
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            _processes.Add(process);
        }
    }

    public Task WaitForExitAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_processes.Select(process => process.WaitForExitAsync(cancellationToken)));

    public async ValueTask DisposeAsync()
    {
        using var end = new CancellationTokenSource(_grace);
        foreach (var process in _processes)
        {
            await process.WaitForExitAsync(end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

            // Killing a worker loses nothing, because other workers take over its lines.
            process.Kill();
            process.Dispose();
        }
    }
}
