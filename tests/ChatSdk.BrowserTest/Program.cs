using ChatSdk;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

// Uses the library in a browser. BrowserTests checks the output.
var address = args[0];
using var client = new ChatClient(address, apiKey: "k", model: "m");
ChatCallOptions once = new() { MaxRetries = 0 };

Console.WriteLine((await client.CreateAsync("plain")).Text);
Console.WriteLine((await client.CreateAsync("after a retry")).Text);
Console.WriteLine((await client.CreateAsync("compressed")).Text);
await foreach (var text in client.CreateStreamAsync("stream").TextChunksAsync())
{
    Console.WriteLine(text);
}

// The server sends two tokens and then keeps the response open: the tokens must be delivered before the response ends.
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
Console.WriteLine(await FailureAsync(async () =>
{
    using var cancellation = new CancellationTokenSource();
    await foreach (var text in client.CreateStreamAsync("canceled", cancellation.Token).TextChunksAsync())
    {
        Console.WriteLine(text);
        await cancellation.CancelAsync();
    }
}));
Console.WriteLine(await FailureAsync(() => client.CreateAsync("error", once)));
Console.WriteLine(await FailureAsync(() => client.CreateAsync("timeout", new ChatCallOptions { MaxRetries = 0, AttemptTimeout = TimeSpan.FromSeconds(0.5) })));
Console.WriteLine(await FailureAsync(() => client.CreateAsync("redirect", once)));
Console.WriteLine(await FailureAsync(() => client.CreateAsync("other origins are not allowed", once)));

var run = await client.RunToolsAsync("tools", [ChatTool.FromDelegate((string city) => city.Length, name: "length")]);
Console.WriteLine($"{run.Text} ({run.Messages.Count} messages)");

var services = new ServiceCollection();
services.AddChatClient(options => (options.BaseAddress, options.Model) = (address, "m")).AddIChatClient();
await using var provider = services.BuildServiceProvider();
Console.WriteLine((await provider.GetRequiredService<IChatClient>().GetStreamingResponseAsync("bridge").ToChatResponseAsync()).Text);

static async Task<string> FailureAsync(Func<Task> call)
{
    try
    {
        await call().ConfigureAwait(false);
        return "no failure";
    }
    catch (OperationCanceledException)
    {
        return "canceled";
    }
    catch (ChatApiException exception)
    {
        return $"status {(int)exception.Status}";
    }
    catch (ChatTimeoutException exception)
    {
        return $"timeout: {exception.Kind}";
    }
    catch (ChatConnectionException exception)
    {
        return $"connection: {exception.Kind}: {exception.Message}";
    }
}
