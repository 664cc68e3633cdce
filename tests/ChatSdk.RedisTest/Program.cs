using ChatSdk;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

// Sends the same two requests as the test that started this program, one without and one with streaming, and uses the same Redis server.
await using var redis = await ConnectionMultiplexer.ConnectAsync(args[0]);
var services = new ServiceCollection();
services.AddStackExchangeRedisCache(options => options.ConnectionMultiplexerFactory = () => Task.FromResult<IConnectionMultiplexer>(redis));
services.AddChatClient(options => (options.BaseAddress, options.Model, options.ApiKey) = (args[1], "m", "another key"))
    .AddResponseCache(options => options.MaxWait = TimeSpan.FromSeconds(30));
await using var provider = services.BuildServiceProvider();
var client = provider.GetRequiredService<ChatClient>();

ChatCompletion answer = await client.CreateAsync("Hi");
Console.WriteLine($"{answer.Text} {answer.Response!.IsFromCache}");
await foreach (ChatCompletionChunk chunk in client.CreateStreamAsync("Hi"))
{
    Console.Write($"{chunk.Text}|{(chunk.Response!.IsFromCache ? "" : "not cached")}");
}
