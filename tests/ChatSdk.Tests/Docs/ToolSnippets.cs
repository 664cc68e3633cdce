using System.Text.Json;
using System.Text.Json.Serialization;
using ChatSdk.Testing;
using DescriptionAttribute = System.ComponentModel.DescriptionAttribute;

namespace ChatSdk.Tests.Docs;

internal enum Unit
{
    Celsius,
    Fahrenheit,
}

internal sealed record Weather(double Temperature, Unit Unit);

[JsonSourceGenerationOptions(UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Weather))]
internal sealed partial class ToolJson : JsonSerializerContext;

/// <summary>The C# code of docs/tools.md.</summary>
internal static class ToolSnippets
{
    public static async Task<ChatToolRun> RunAsync(ChatClient client, FakeChatServer server)
    {
        server.CallsTool("GetWeather", """{"city":"Paris"}""").AnswersText("It is 18 °C.");    // only for the fake server
        ChatToolRun run = await client.RunToolsAsync("How warm is it in Paris?", [ChatTool.FromDelegate(GetWeatherAsync, ToolJson.Default)]);
        Console.WriteLine(run.Text);
        return run;

        [Description("Gets the weather in a city.")]
        static async Task<Weather> GetWeatherAsync(
            [Description("The city's name.")] string city,
            Unit unit = Unit.Celsius,
            CancellationToken cancellationToken = default)
        {
            await Task.Delay(10, cancellationToken);    // call a weather service
            return new Weather(18, unit);
        }
    }

    public static ChatToolset Handlers()
    {
        JsonElement schema = JsonSerializer.Deserialize<JsonElement>("""{"type":"object","properties":{"text":{"type":"string"}},"required":["text"]}""");
        ChatTool search = ChatTool.CreateFunction("search", "Searches the archive.", schema)
            .WithHandler((call, _) => ValueTask.FromResult($"nothing found for {call.Function!.Arguments}"));
        ChatTool query = ChatTool.CreateCustom("query", "Runs an SQL query.")
            .WithHandler((call, _) => ValueTask.FromResult($"no rows for {call.Custom!.Input}"));
        return [search, query];
    }

    public static async Task StepsAsync(ChatClient client, ChatTool search, ChatTool query)
    {
        var request = new ChatCompletionRequest { Messages = [ChatMessage.User("What is in the archive about Paris?")], Tools = [search, query] };
        var options = new ChatToolRunOptions
        {
            MaxRounds = 5,
            Approve = (call, _) =>
            {
                Console.Write($"Run {call.Function?.Name}? (y/n) ");
                return ValueTask.FromResult(Console.ReadLine() == "y");
            },
            DescribeError = (call, exception) => $"{call.Function?.Name} is not available.",
        };
        await foreach (ChatToolRunUpdate step in client.RunToolsStreamAsync(request, options))
        {
            Console.Write(step.Text);
            if (step.Result is { } result)
            {
                Console.WriteLine($"[{step.Call!.Function?.Name}: {result.Text}]");
            }
        }
    }

    public static async Task<ChatToolRun> DecideLaterAsync(ChatClient client, ChatCompletionRequest request)
    {
        ChatToolRun stopped = await client.RunToolsAsync(request, new() { Decide = (call, _) => new(ChatToolDecision.Pending) });
        string saved = JsonSerializer.Serialize(request with { Messages = stopped.Messages });

        // Later, perhaps in another process. The JSON does not contain the handlers of the tools.
        ChatCompletionRequest loaded = JsonSerializer.Deserialize<ChatCompletionRequest>(saved)! with { Tools = request.Tools };
        ChatToolRun resumed = await client.RunToolsAsync(loaded, new() { Decide = (call, _) => new(ChatToolDecision.Refused("The budget is used up.")) });
        return resumed;
    }

    public static async Task<ChatToolRun> ResumeAsync(ChatClient client, ChatCompletionRequest request)
    {
        ChatToolRun run;
        try
        {
            run = await client.RunToolsAsync(request);
        }
        catch (ChatException exception) when (exception.ToolRun is { } partialRun)
        {
            run = await client.RunToolsAsync(request with { Messages = partialRun.Messages });
        }

        return run;
    }
}
