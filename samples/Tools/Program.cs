using System.ComponentModel;
using System.Text.Json.Serialization;
using ChatSdk;
using ChatSdk.Testing;

// Without CHATSDK_BASE_URL, the sample starts its own server, which first requests two tool calls and then streams a fixed answer.
var address = Environment.GetEnvironmentVariable("CHATSDK_BASE_URL");
await using var server = string.IsNullOrEmpty(address) ? await FakeChatServer.StartAsync() : null;
server?
    .AnswersJson("""
        {"choices":[{"finish_reason":"tool_calls","message":{"role":"assistant","tool_calls":[
            {"id":"call_1","type":"function","function":{"name":"GetWeather","arguments":"{\"city\":\"Paris\"}"}},
            {"id":"call_2","type":"function","function":{"name":"GetWeather","arguments":"{\"city\":\"Oslo\",\"unit\":\"Fahrenheit\"}"}}]}}]}
        """)
    .Streams("Paris has 18 °C", " and Oslo ", "48 °F.");

using var client = new ChatClient(
    server?.BaseAddress ?? address!,
    Environment.GetEnvironmentVariable("CHATSDK_API_KEY"),
    Environment.GetEnvironmentVariable("CHATSDK_MODEL") ?? "fake-model");

try
{
    await foreach (ChatToolRunUpdate step in client.RunToolsStreamAsync(new ChatCompletionRequest
    {
        Messages = [ChatMessage.User("How warm is it in Paris, and in Oslo in Fahrenheit?")],
        Tools = [ChatTool.FromDelegate(GetWeather, ToolJson.Default)],
    }))
    {
        Console.Write(step.Text);
        if (step.Result is { } result)
        {
            Console.WriteLine($"[{step.Call!.Function!.Name} {step.Call.Function.Arguments} -> {result.Text}]");
        }
    }

    Console.WriteLine();
    return 0;
}
catch (ChatException exception)
{
    await Console.Error.WriteLineAsync($"The chat failed. {exception.Message}");
    return 1;
}

[Description("Gets the weather in a city.")]
static Weather GetWeather([Description("The city's name.")] string city, Unit unit = Unit.Celsius)
{
    var celsius = city == "Oslo" ? 9 : 18;
    return new Weather(unit == Unit.Celsius ? celsius : (celsius * 9 / 5) + 32, unit);
}

internal enum Unit
{
    Celsius,
    Fahrenheit,
}

internal sealed record Weather(double Temperature, Unit Unit);

// The serializer is generated at compile time, so it needs no reflection and works with Native AOT.
[JsonSourceGenerationOptions(UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Weather))]
internal sealed partial class ToolJson : JsonSerializerContext;
