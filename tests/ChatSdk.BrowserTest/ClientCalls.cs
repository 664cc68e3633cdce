namespace ChatSdk.BrowserTest;

/// <summary>Makes calls with a <see cref="ChatClient"/> that return answers, stream them, run tools, fail or are canceled.</summary>
internal static class ClientCalls
{
    public static async Task RunAsync(string address)
    {
        using var client = new ChatClient(address, apiKey: "k", model: "m");
        ChatCallOptions once = new() { MaxRetries = 0 };

        Console.WriteLine((await client.CreateAsync("plain")).Text);
        Console.WriteLine((await client.CreateAsync("after a retry")).Text);
        Console.WriteLine((await client.CreateAsync("compressed")).Text);
        await foreach (var text in client.CreateStreamAsync("stream").TextChunksAsync())
        {
            Console.WriteLine(text);
        }

        // The server sends two tokens and then keeps the response open. The tokens must be delivered before the response ends.
        var cut = "";
        await foreach (var text in client.CreateStreamAsync("early exit").TextChunksAsync())
        {
            cut += text;
            if (cut == "Once upon")
            {
                break;
            }
        }

        Console.WriteLine($"early exit: {cut}");
        Console.WriteLine(await Failure.OfAsync(async () =>
        {
            using var cancellation = new CancellationTokenSource();
            await foreach (var text in client.CreateStreamAsync("canceled", cancellation.Token).TextChunksAsync())
            {
                Console.WriteLine(text);
                await cancellation.CancelAsync();
            }
        }));
        Console.WriteLine(await Failure.OfAsync(() => client.CreateAsync("error", once)));
        Console.WriteLine(await Failure.OfAsync(() => client.CreateAsync("timeout", new ChatCallOptions { MaxRetries = 0, AttemptTimeout = TimeSpan.FromSeconds(0.5) })));
        Console.WriteLine(await Failure.OfAsync(() => client.CreateAsync("redirect", once)));
        Console.WriteLine(await Failure.OfAsync(() => client.CreateAsync("other origins are not allowed", once)));

        var run = await client.RunToolsAsync("tools", [ChatTool.FromDelegate((string city) => city.Length, name: "length")]);
        Console.WriteLine($"{run.Text} ({run.Messages.Count} messages)");
        Console.WriteLine(await Failure.OfAsync(() => client.CreateStreamAsync("silent", new ChatCallOptions { MaxRetries = 0, StreamIdleTimeout = TimeSpan.FromSeconds(0.5) }).ToCompletionAsync()));
        Console.WriteLine(await Failure.OfAsync(() => client.CreateStreamAsync("cut", once).ToCompletionAsync()));
    }
}
