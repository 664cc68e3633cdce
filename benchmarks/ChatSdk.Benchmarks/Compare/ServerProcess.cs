using System.Diagnostics;

namespace ChatSdk.Benchmarks.Compare;

/// <summary>The process that runs <see cref="WorkloadServer"/>.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, string port) => (_process, Address) = (process, new Uri($"http://127.0.0.1:{port}/"));

    public Uri Address { get; }

    public static async Task<ServerProcess> StartAsync()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["serve"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardInput = true };
        var process = Process.Start(start)!;
        return new ServerProcess(process, (await process.StandardOutput.ReadLineAsync())!);
    }

    public async ValueTask DisposeAsync()
    {
        // The server exits when its standard input is closed.
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
