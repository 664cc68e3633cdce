using System.ComponentModel;
using ChatSdk;
using ChatSdk.AotTest;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ChatMessage = ChatSdk.ChatMessage;

// Uses the features that depend on the caller's types. AotTests runs this program compiled to native code, and checks its output.
var services = new ServiceCollection();
services.AddSingleton(new Station("north"));
services.AddLogging();
var resilience = new ConfigurationBuilder().AddInMemoryCollection([new("CircuitBreaker:BreakDuration", "00:00:30"), new("Hedging:Delay", "00:01:00")]).Build();
services.AddChatClient(options => (options.BaseAddress, options.Model) = (args[0], "m")).AddChatResilience(resilience).AddIChatClient();
await using var provider = services.BuildServiceProvider();
var client = provider.GetRequiredService<ChatClient>();

Console.WriteLine((await client.CreateAsync("plain")).Text);
Console.WriteLine(string.Join('|', await client.CreateStreamAsync("stream").TextChunksAsync().ToListAsync()));

var request = new ChatCompletionRequest
{
    Messages = [ChatMessage.User("tools")],
    Tools =
    [
        ChatTool.FromDelegate(GetWeatherAsync, AotJson.Default, services: provider),
        ChatTool.FromDelegate((int first, long second) => first + second, name: "add"),
        ChatTool.FromDelegate((string text) => ValueTask.FromResult(text.Length), name: "length", strict: true),
    ],
};
await foreach (var step in client.RunToolsStreamAsync(request))
{
    if (step.Result is { } result)
    {
        Console.WriteLine($"{step.Call!.Function!.Name}: {result.Text}");
    }
    else if (step.Run is { } run)
    {
        Console.WriteLine($"{run.Text} ({run.Messages.Count} messages)");
    }
}

var answer = await client.CreateAsync("typed", AotJson.Default.Weather);
Console.WriteLine($"{answer.Value.City} {answer.Value.Days.Count} {answer.Value.Days[0].Sky}");
await foreach (var snapshot in client.CreateStreamAsync("typed stream", AotJson.Default.Weather))
{
    Console.WriteLine($"{snapshot.Value.City} {snapshot.Value.Days?.Count} {snapshot.IsComplete}");
}

var conversation = new ChatConversation(client, "Be kind.");
await conversation.SendAsync("conversation");
Console.WriteLine(ChatConversation.FromJson(client, conversation.ToJson()).Messages.Count);

await ExtensionsAI.RunAsync(provider.GetRequiredService<IChatClient>());

await foreach (var result in client.CreateManyAsync([request with { Tools = null }], maxConcurrency: 2))
{
    Console.WriteLine($"{result.Index}: {result.Completion?.Text}");
}

[Description("Gets the weather.")]
static async Task<Weather> GetWeatherAsync(City city, Station station, Sky sky = Sky.Clear, CancellationToken cancellationToken = default)
{
    await Task.Delay(1, cancellationToken).ConfigureAwait(false);
    return new Weather($"{city.Name} {station.Name}", [new Day(sky, city.Zip)]);
}
