namespace ChatSdk.BrowserTest;

/// <summary>Shows the behavior that the browser controls instead of the client: cookies, redirects and the number of connections.</summary>
internal static class NetworkRules
{
    private const int Connections = 6;

    public static async Task RunAsync(string address, string page)
    {
        using var client = new ChatClient(address, model: "m");
        await ShowCookiesAsync(client, page);
        using var http = new HttpClient();
        using var own = new ChatClient(http, new ChatClientOptions { BaseAddress = address, Model = "m" });
        Console.WriteLine((await own.CreateAsync("redirect")).Text);
        await ShowConnectionsAsync(client);
    }

    private static async Task ShowCookiesAsync(ChatClient client, string page)
    {
        using var same = new ChatClient($"{page}/v1", model: "m");
        Console.WriteLine((await same.CreateAsync("sets a cookie")).Text);
        Console.WriteLine((await same.CreateAsync("sends it")).Text);
        await client.CreateAsync("sets a cookie");
        await client.CreateAsync("sends none");
    }

    /// <summary>Opens a stream on every connection that the browser permits, and shows that one more request waits until a stream ends.</summary>
    private static async Task ShowConnectionsAsync(ChatClient client)
    {
        var streams = Enumerable.Range(0, Connections).Select(_ => client.CreateStreamAsync("hangs").GetAsyncEnumerator()).ToList();
        foreach (var stream in streams)
        {
            await stream.MoveNextAsync();
        }

        Console.WriteLine(await Failure.OfAsync(() => client.CreateAsync("waits", new ChatCallOptions { MaxRetries = 0, AttemptTimeout = TimeSpan.FromSeconds(0.5) })));
        await streams[0].DisposeAsync();
        Console.WriteLine((await client.CreateAsync("has a connection")).Text);
        foreach (var stream in streams)
        {
            await stream.DisposeAsync();
        }
    }
}
