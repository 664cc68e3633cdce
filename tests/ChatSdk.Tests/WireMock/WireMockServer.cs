using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;

namespace ChatSdk.Tests.WireMock;

/// <summary>The real WireMock, in a process of its own, with the stubs of <c>tests/wiremock</c>: a server that we did not write.</summary>
internal sealed class WireMockServer : IAsyncDisposable
{
    private const string PortLabel = "port:";
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly HttpClient _admin;

    private WireMockServer(Process process, int port)
    {
        _process = process;
        BaseAddress = $"http://127.0.0.1:{port}/v1";

        // No proxy: one that is set for the machine would also get what is meant for this loopback address.
        _admin = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new($"http://127.0.0.1:{port}/__admin/") };
    }

    /// <summary>Gets the address to give to a client, with <c>/v1</c>.</summary>
    public string BaseAddress { get; }

    /// <summary>Says why WireMock cannot run here; <see langword="null"/> if it can.</summary>
    public static string? MissingReason() => WireMockInstallation.MissingReason();

    public static async Task<WireMockServer> StartAsync()
    {
        var jar = WireMockInstallation.FindJar() ?? throw new InvalidOperationException(MissingReason());
        string[] options = ["--port", "0", "--bind-address", "127.0.0.1", "--root-dir", WireMockInstallation.Folder, "--disable-banner", "--disable-gzip"];
        var process = Process.Start(WireMockInstallation.Java(["-jar", jar, .. options]))!;
        try
        {
            var server = new WireMockServer(process, await ReadPortAsync(process).WaitAsync(StartTimeout));
            using var health = await server._admin.GetAsync("health");
            health.EnsureSuccessStatusCode();
            return server;
        }
        catch
        {
            await EndAsync(process);
            throw;
        }
    }

    /// <summary>Puts every scenario back to its first state.</summary>
    public async Task ResetScenariosAsync()
    {
        using var response = await _admin.PostAsync("scenarios/reset", content: null);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Counts the chat requests for a model since the start, also those that got no answer.</summary>
    public async Task<int> CountRequestsAsync(string model)
    {
        var modelIs = new { matchesJsonPath = new { expression = "$.model", equalTo = model } };
        using var response = await _admin.PostAsJsonAsync("requests/count", new { method = "POST", urlPath = "/v1/chat/completions", bodyPatterns = new[] { modelIs } });
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<RequestCount>())!.Count;
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await EndAsync(_process);
    }

    private static async Task<int> ReadPortAsync(Process process)
    {
        var errors = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(PortLabel, StringComparison.Ordinal))
            {
                // Read on: a full pipe would stop the server.
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                return int.Parse(line.AsSpan(PortLabel.Length), CultureInfo.InvariantCulture);
            }
        }

        throw new InvalidOperationException($"WireMock ended before it named its port. {await errors}");
    }

    private static async Task EndAsync(Process process)
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private sealed record RequestCount(int Count);
}
