using System.Diagnostics;

namespace ChatSdk.Tests.Samples;

/// <summary>A built sample that runs as a separate program, without the <c>CHATSDK_</c> variables that configure a real server.</summary>
internal sealed class SampleProgram : IDisposable
{
    private SampleProgram(Process process) => Process = process;

    public Process Process { get; }

    public static SampleProgram Start(string name, string[] arguments, params (string Name, string Value)[] variables)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var program = Path.Combine(AppContext.BaseDirectory, "..", "..", name, configuration, $"{name}.dll");

        // A test process in the background may ignore Ctrl-C (SIGINT), and the sample would inherit this setting. "env" restores the default.
        string[] command = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "dotnet", program, .. arguments] : ["dotnet", program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var variable in new[] { "CHATSDK_BASE_URL", "CHATSDK_API_KEY", "CHATSDK_MODEL" })
        {
            start.Environment.Remove(variable);
        }

        foreach (var (variable, value) in variables)
        {
            start.Environment[variable] = value;
        }

        return new SampleProgram(Process.Start(start)!);
    }

    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string name, string[] arguments, CancellationToken cancellationToken, params (string Name, string Value)[] variables)
    {
        using var program = Start(name, arguments, variables);
        program.Process.StandardInput.Close();
        return await program.EndAsync(cancellationToken);
    }

    /// <summary>Runs a sample with an address at which no server listens. The sample must report the failure in one line, without a stack trace.</summary>
    public static Task ShouldFailInOneLineAsync(string name, CancellationToken cancellationToken) =>
        ShouldFailInOneLineAsync(name, "127.0.0.1:9", cancellationToken, ("CHATSDK_BASE_URL", "http://127.0.0.1:9/v1"));

    public static async Task ShouldFailInOneLineAsync(string name, string expected, CancellationToken cancellationToken, params (string Name, string Value)[] variables)
    {
        var (exitCode, _, errors) = await RunAsync(name, [], cancellationToken, variables);

        exitCode.Should().Be(1);
        errors.TrimEnd().Split('\n').Should().ContainSingle().Which.Should().Contain(expected);
    }

    public async Task<(int ExitCode, string Output, string Errors)> EndAsync(CancellationToken cancellationToken)
    {
        var output = Process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = Process.StandardError.ReadToEndAsync(cancellationToken);
        await Process.WaitForExitAsync(cancellationToken);
        return (Process.ExitCode, await output, await errors);
    }

    /// <summary>Reads the output of the program until it contains the given text.</summary>
    public async Task<string> ReadUntilAsync(string text, CancellationToken cancellationToken)
    {
        var read = "";
        var buffer = new char[256];
        while (!read.Contains(text, StringComparison.Ordinal))
        {
            var count = await Process.StandardOutput.ReadAsync(buffer, cancellationToken);
            read += count > 0 ? new string(buffer, 0, count) : throw new AssertionException($"The program ended after \"{read}\".");
        }

        return read;
    }

    /// <summary>Enters a line, and waits for the expected output.</summary>
    public async Task<string> SayAsync(string line, string expected, CancellationToken cancellationToken)
    {
        await Process.StandardInput.WriteLineAsync(line.AsMemory(), cancellationToken);
        return await ReadUntilAsync(expected, cancellationToken);
    }

    public void Dispose()
    {
        Process.Kill(entireProcessTree: true);
        Process.Dispose();
    }
}
