using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace ChatSdk.BrowserTest;

/// <summary>Makes calls with an <see cref="IChatClient"/> from dependency injection. One call returns a complete answer. Of three streams, one is read to its end, one is left early, and one is canceled.</summary>
internal static class BridgeCalls
{
    public static async Task RunAsync(string address)
    {
        var services = new ServiceCollection();
        services.AddChatClient(options => (options.BaseAddress, options.Model) = (address, "m")).AddIChatClient();
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<IChatClient>();

        Console.WriteLine((await client.GetResponseAsync("answer")).Text);
        Console.WriteLine((await client.GetStreamingResponseAsync("stream").ToChatResponseAsync()).Text);
        await foreach (var update in client.GetStreamingResponseAsync("early exit"))
        {
            if (update.Text.Length > 0)
            {
                Console.WriteLine($"early exit: {update.Text}");
                break;
            }
        }

        Console.WriteLine(await Failure.OfAsync(async () =>
        {
            using var cancellation = new CancellationTokenSource();
            await foreach (var update in client.GetStreamingResponseAsync("canceled", cancellationToken: cancellation.Token))
            {
                await cancellation.CancelAsync();
            }
        }));
    }
}
