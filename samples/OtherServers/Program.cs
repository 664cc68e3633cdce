using System.Text.Json;
using System.Text.Json.Serialization;
using ChatSdk;
using ChatSdk.Testing;

// OtherServers [name…]: sends a request to each server in servers.json, or only to the named ones. Nothing in the code depends on
// the provider. If CHATSDK_BASE_URL is not set, a fake server simulates all of them; otherwise, every request is sent to that address.
var address = Environment.GetEnvironmentVariable("CHATSDK_BASE_URL");
await using var fake = string.IsNullOrEmpty(address) ? await FakeChatServer.StartAsync() : null;

try
{
    await using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "servers.json"));
    var servers = await JsonSerializer.DeserializeAsync(file, ServerJson.Default.ServerArray) ?? [];
    foreach (var server in servers.Where(server => args.Length == 0 || args.Contains(server.Name)))
    {
        fake?.AnswersJson(server.Example.GetRawText());
        using var client = new ChatClient(new ChatClientOptions
        {
            // The address of the fake server gets the path and the query of the real address.
            BaseAddress = fake is null ? address : new Uri(new Uri(fake.BaseAddress), new Uri(server.Address).PathAndQuery).ToString(),
            ApiKey = Environment.GetEnvironmentVariable("CHATSDK_API_KEY"),
            ApiKeyHeader = server.KeyHeader,
            ApiKeyScheme = server.KeyScheme,
            Model = Environment.GetEnvironmentVariable("CHATSDK_MODEL") ?? server.Model,
        });

        var request = new ChatCompletionRequest { Messages = [ChatMessage.User("What is the capital of Norway?")] };
        foreach (var (name, value) in server.Fields?.AsEnumerable() ?? [])
        {
            request = request.WithField(name, value);
        }

        Print(server.Name, await client.CreateAsync(request));
    }

    return 0;
}
catch (Exception exception) when (exception is ChatException or ArgumentException)
{
    await Console.Error.WriteLineAsync($"The chat failed. {exception.Message}");
    return 1;
}

// Common fields are properties, even if servers name them differently. All other fields are in the ExtraFields of their record.
static void Print(string name, ChatCompletion answer)
{
    Console.WriteLine($"{name}: {answer.Text}");
    if (answer.Reasoning.Length > 0)
    {
        Console.WriteLine($"  reasoning: {answer.Reasoning}");
    }

    IEnumerable<WireRecord?> records = [answer, .. answer.Choices, answer.Usage];
    foreach (var (field, value) in records.SelectMany(record => record?.ExtraFields.AsEnumerable() ?? []))
    {
        Console.WriteLine($"  {field}: {value.GetRawText()}");
    }
}

internal sealed record Server(
    string Name,
    string Address,
    string Model,
    JsonElement Example,
    string KeyHeader = "Authorization",
    string? KeyScheme = null,
    IReadOnlyDictionary<string, JsonElement>? Fields = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Server[]))]
internal sealed partial class ServerJson : JsonSerializerContext;
