using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSdk.Extensions.AI.Tests.Pipelines;

/// <summary>Tests that <c>UseFunctionInvocation</c>, on top of the adapter, calls functions created by <c>AIFunctionFactory</c>.</summary>
[TestFixture]
public sealed partial class FunctionInvocationTests : AdapterTest
{
    private const string Calls =
        """
        {"id":"1","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":null,"reasoning_content":"Two cities.","tool_calls":[
        {"id":"c1","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Paris\"}"}},
        {"id":"c2","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Oslo\",\"unit\":\"Fahrenheit\"}"}}]}}],
        "usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}
        """;

    private const string Answer =
        """
        {"id":"2","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"Warm."}}],
        "usage":{"prompt_tokens":10,"completion_tokens":20,"total_tokens":30}}
        """;

    private const string Sent =
        """
        [{"role":"user","content":"How warm is it?"},
        {"role":"assistant","content":null,"reasoning_content":"Two cities.","tool_calls":[
        {"id":"c1","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Paris\"}"}},
        {"id":"c2","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Oslo\",\"unit\":\"Fahrenheit\"}"}}]},
        {"role":"tool","content":"{\"city\":\"Paris\",\"unit\":\"Celsius\"}","name":"get_weather","tool_call_id":"c1"},
        {"role":"tool","content":"{\"city\":\"Oslo\",\"unit\":\"Fahrenheit\"}","name":"get_weather","tool_call_id":"c2"}]
        """;

    private static readonly ChatOptions _options = new()
    {
        Tools =
        [
            AIFunctionFactory.Create(
                (string city, Unit unit = Unit.Celsius) => new Weather(city, unit),
                new AIFunctionFactoryOptions { Name = "get_weather", SerializerOptions = LoopJson.Default.Options }),
        ],
    };

    public enum Unit
    {
        Celsius,
        Fahrenheit,
    }

    [Test]
    public async Task Functions_are_called_until_the_model_requests_no_more_calls()
    {
        Server.AnswersJson(Calls).AnswersJson(Answer);
        using var pipeline = Chat.AsBuilder().UseFunctionInvocation().Build();

        var answer = await pipeline.GetResponseAsync("How warm is it?", _options, Guard);

        ShouldHaveRun(answer);
    }

    [Test]
    public async Task Functions_are_called_if_the_response_is_streamed()
    {
        Server.AnswersJson(Calls).AnswersJson(Answer);
        using var pipeline = Chat.AsBuilder().UseFunctionInvocation().Build();

        var answer = await pipeline.GetStreamingResponseAsync("How warm is it?", _options, Guard).ToChatResponseAsync(Guard);

        ShouldHaveRun(answer);
    }

    [Test]
    public async Task Function_error_is_reported_to_the_model_without_its_message()
    {
        Server.AnswersJson(Calls).AnswersJson(Answer);
        using var pipeline = Chat.AsBuilder().UseFunctionInvocation().Build();
        var failing = AIFunctionFactory.Create((string city) => city == "Oslo" ? throw new InvalidOperationException("SECRET") : "18 °C", "get_weather");

        await pipeline.GetResponseAsync("How warm is it?", new ChatOptions { Tools = [failing] }, Guard);

        var results = Server.Requests[1].Chat!.Messages.Where(message => message.Role == ChatSdk.ChatRole.Tool).Select(message => message.Text).ToList();
        results[0].Should().Be("18 °C");
        results[1].Should().Contain("failed").And.NotContain("SECRET");
    }

    private void ShouldHaveRun(ChatResponse answer)
    {
        answer.Text.Should().Be("Warm.");
        (answer.Usage!.InputTokenCount, answer.Usage.OutputTokenCount).Should().Be((11, 22));
        using var expected = JsonDocument.Parse(Sent);
        var sent = Server.Requests[1].Json!.Value.GetProperty("messages");
        JsonElement.DeepEquals(sent, expected.RootElement).Should().BeTrue($"{sent} must equal {Sent}");
    }

    internal sealed record Weather(string City, Unit Unit);

    [JsonSourceGenerationOptions(UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Weather))]
    [JsonSerializable(typeof(string))]
    private sealed partial class LoopJson : JsonSerializerContext;
}
