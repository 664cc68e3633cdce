namespace ChatSdk.Soak;

/// <summary>A round of the soak test, with its own servers and clients. Each worker makes one call after another.</summary>
internal static class Round
{
    public static async Task RunAsync(int workers, TimeSpan time, Results results)
    {
        await using var servers = await Servers.StartAsync();
        using var client = new ChatClient(new ChatClientOptions { BaseAddress = servers.Echo, Model = "m", MaxRetries = 0 });
        using var router = new ToolRouter(new Uri(servers.Echo));
        using var http = new HttpClient(router);
        using var tools = new ChatClient(http, new ChatClientOptions { BaseAddress = servers.Tools, Model = "m", MaxRetries = 0 });
        using var handler = new UncancellableHandler();
        using var uncancellableHttp = new HttpClient(handler);
        using var uncancellable = new ChatClient(uncancellableHttp, new ChatClientOptions { BaseAddress = servers.Echo, Model = "m", MaxRetries = 0 });
        await using var tenants = new Tenants(servers.Keyed);
        using var end = new CancellationTokenSource(time);
        var scenarios = new Scenarios(client, tools, new HostileScenarios(client, uncancellable, tenants, servers), servers);

        await Task.WhenAll(Enumerable.Range(0, workers).Select(worker => Task.Run(() => WorkAsync(scenarios, worker, results, end.Token))));
    }

    private static async Task WorkAsync(Scenarios scenarios, int worker, Results results, CancellationToken end)
    {
        var chance = new Random(worker);
        while (!end.IsCancellationRequested)
        {
            var (kind, run) = scenarios.Next(chance);
            results.Add(kind, await FindProblemAsync(run));
        }
    }

    private static async Task<string?> FindProblemAsync(Func<Task<string?>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception exception)
        {
            return $"{exception.GetType().Name}: {exception.Message}";
        }
    }
}
