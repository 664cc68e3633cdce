using System.Globalization;
using ChatSdk;
using ChatSdk.RedisTest;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;

// Asks what the test of its process has asked, with the same store: once for a whole answer, once for a stream.
var services = new ServiceCollection();
services.AddSingleton<IDistributedCache>(new RedisStore(int.Parse(args[0], CultureInfo.InvariantCulture)));
services.AddChatClient(options => (options.BaseAddress, options.Model, options.ApiKey) = (args[1], "m", "another key")).AddResponseCache();
await using var provider = services.BuildServiceProvider();
var client = provider.GetRequiredService<ChatClient>();

ChatCompletion answer = await client.CreateAsync("Hi");
Console.WriteLine($"{answer.Text} {answer.Response!.IsFromCache}");
await foreach (ChatCompletionChunk chunk in client.CreateStreamAsync("Hi"))
{
    Console.Write($"{chunk.Text}|{(chunk.Response!.IsFromCache ? "" : "asked")}");
}
