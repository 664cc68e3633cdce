using System.Text;
using System.Text.Json;
using ChatSdk.Tests.Tools;

namespace ChatSdk.Tests.Fuzz;

/// <summary>Fuzz targets that parse the output of models: tool arguments, structured output and JSON within text.</summary>
internal static class ModelTargets
{
    private const string _trip = """{"from":{"latitude":1.5,"longitude":-2},"to":{"latitude":0,"longitude":0},"via":null,"stops":["a","b😀"],"prices":{"x":1,"y":2},"seats":3,"unit":"Celsius"}""";
    private const string _times = """{"at":"2026-01-01T00:00:00","on":"2026-01-01T00:00:00Z","day":"2026-01-01","hour":"12:30:00","for":"01:00:00","id":"0f8fad5b-d9cb-469f-a165-70867728950e","link":"http://x/"}""";

    private static readonly ChatTool _tool = ChatTool.FromDelegate(
        (Trip trip, Times? times, Shape? shape, string[]? names, Unit unit = Unit.Celsius, int? count = null) => $"{trip} {times} {shape} {names?.Length} {unit} {count}",
        ToolContext.Default,
        "tool");

    public static IEnumerable<FuzzTarget> All =>
    [
        new("tool arguments", Inputs($$"""{"trip":{{_trip}},"times":{{_times}},"shape":{"$type":"circle","radius":1},"names":["a"],"unit":"fahrenheit","count":7}""", $$"""{"trip":{{_trip}}}""", ""), RunToolAsync) { Cases = 1000 },
        new("typed answer", Inputs(_trip, $"Here it is:\n```json\n{_trip}\n```\nAnything [else]?", "{ [ } ] \"{\" "), ReadCompleteAsync),
        new("typed snapshots", Inputs(_trip, $"```json\n{_trip}\n```", "{ [ } ]"), ReadSnapshotsAsync)
        {
            Cases = 1000,

            // Until 4 KB have been received, all of the text is parsed again with each delta.
            MemoryPerByte = 20_000,
        },
        new("json in text", Inputs(_trip, $"[1] {_times} {{}} and [\"{{\"]"), FindAsync),
    ];

    private static byte[][] Inputs(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];

    private static async Task RunToolAsync(byte[] input)
    {
        var call = new ChatToolCall { Id = "1", Type = "function", Function = new FunctionCall { Name = "tool", Arguments = Encoding.UTF8.GetString(input) } };
        using var http = new HttpClient(new ToolCallHandler(call));
        using var client = new ChatClient(http, new ChatClientOptions { BaseAddress = "http://127.0.0.1/v1", Model = "m", MaxRetries = 0 });

        var run = await client.RunToolsAsync(new ChatCompletionRequest { Messages = [ChatMessage.User("Hi")], Tools = ChatToolset.FromTools([_tool]) });

        run.Messages.Should().ContainSingle(message => message.Role == ChatRole.Tool && message.Text.Length > 0, "the result or the error is sent to the model");
    }

    private static Task ReadCompleteAsync(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        var answer = new ChatCompletion { Choices = [new ChatChoice { Message = ChatMessage.Assistant(text), FinishReason = FinishReason.Stop }] };
        foreach (var allowText in new[] { true, false })
        {
            try
            {
                answer.ReadAs(ToolContext.Default.Trip, new StructuredOutputOptions { AllowSurroundingText = allowText }).Should().NotBeNull();
            }
            catch (ChatFormatException exception)
            {
                exception.RawText.Should().Be(text);
            }
        }

        return Task.CompletedTask;
    }

    private static Task ReadSnapshotsAsync(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        foreach (var allowText in new[] { true, false })
        {
            var reader = new SnapshotReader<Trip>(TypedAnswer<Trip>.Of(ToolContext.Default.Trip), allowText);
            for (var at = 0; at < text.Length; at += 3)
            {
                if (reader.TryAdd(text[at..Math.Min(text.Length, at + 3)], out var value))
                {
                    value.Should().NotBeNull();
                }
            }
        }

        return Task.CompletedTask;
    }

    private static Task FindAsync(byte[] input)
    {
        foreach (var json in JsonFinder.FindFromEnd(Encoding.UTF8.GetString(input)))
        {
            JsonElement.Parse(json).ValueKind.Should().BeOneOf(JsonValueKind.Object, JsonValueKind.Array);
        }

        return Task.CompletedTask;
    }
}
