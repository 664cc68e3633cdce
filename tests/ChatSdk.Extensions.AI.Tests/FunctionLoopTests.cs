using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSdk.Extensions.AI.Tests;

/// <summary>Functions of Microsoft's factory, run in a loop as everybody writes one.</summary>
[TestFixture]
public sealed partial class FunctionLoopTests : AdapterTest
{
    private const string Calls =
        """
        {"id":"1","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":null,"reasoning_content":"Two cities.","tool_calls":[
        {"id":"c1","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Paris\"}"}},
        {"id":"c2","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Oslo\",\"unit\":\"Fahrenheit\"}"}}]}}]}
        """;

    private const string Sent =
        """
        [{"role":"user","content":"How warm is it?"},
        {"role":"assistant","reasoning_content":"Two cities.","tool_calls":[
        {"id":"c1","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Paris\"}"}},
        {"id":"c2","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Oslo\",\"unit\":\"Fahrenheit\"}"}}]},
        {"role":"tool","content":"{\"city\":\"Paris\",\"unit\":\"Celsius\"}","tool_call_id":"c1"},
        {"role":"tool","content":"{\"city\":\"Oslo\",\"unit\":\"Fahrenheit\"}","tool_call_id":"c2"}]
        """;

    private static readonly AIFunction _weather = AIFunctionFactory.Create(
        (string city, Unit unit = Unit.Celsius) => new Weather(city, unit),
        new AIFunctionFactoryOptions { Name = "get_weather", SerializerOptions = LoopJson.Default.Options });

    public enum Unit
    {
        Celsius,
        Fahrenheit,
    }

    [Test]
    public async Task Functions_are_run_until_the_model_is_done()
    {
        Server.AnswersJson(Calls).AnswersText("Warm.");

        var answer = await LoopAsync((messages, options) => Chat.GetResponseAsync(messages, options, Guard));

        ShouldHaveRun(answer);
    }

    [Test]
    public async Task Functions_are_run_from_a_stream()
    {
        Server.AnswersJson(Calls).AnswersText("Warm.");

        var answer = await LoopAsync((messages, options) => Chat.GetStreamingResponseAsync(messages, options, Guard).ToChatResponseAsync(Guard));

        ShouldHaveRun(answer);
    }

    private static async Task<ChatResponse> LoopAsync(Func<List<AIMessage>, ChatOptions, Task<ChatResponse>> ask)
    {
        ChatOptions options = new() { Tools = [_weather] };
        List<AIMessage> messages = [new(AIRole.User, "How warm is it?")];
        while (true)
        {
            var answer = await ask(messages, options);
            messages.AddMessages(answer);
            var calls = answer.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ToList();
            if (calls.Count == 0)
            {
                return answer;
            }

            foreach (var call in calls)
            {
                messages.Add(new AIMessage(AIRole.Tool, [new FunctionResultContent(call.CallId, await _weather.InvokeAsync(new(call.Arguments, StringComparer.Ordinal), Guard))]));
            }
        }
    }

    private void ShouldHaveRun(ChatResponse answer)
    {
        answer.Text.Should().Be("Warm.");
        using var expected = JsonDocument.Parse(Sent);
        var sent = Server.Requests[1].Json!.Value.GetProperty("messages");
        JsonElement.DeepEquals(sent, expected.RootElement).Should().BeTrue($"{sent} is {Sent}");
    }

    internal sealed record Weather(string City, Unit Unit);

    [JsonSourceGenerationOptions(UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Weather))]
    [JsonSerializable(typeof(string))]
    private sealed partial class LoopJson : JsonSerializerContext;
}
