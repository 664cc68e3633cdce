using System.Text.Json;

namespace ChatSdk.Extensions.AI.Tests.Messages;

/// <summary>Tests how function calls and their results are sent.</summary>
[TestFixture]
public sealed class CallAndResultTests : AdapterTest
{
    [Test]
    public async Task Calls_are_sent_with_the_text() =>
        (await SendAsync(AIRole.Assistant, new TextContent("Let me see."), new FunctionCallContent("c1", "f", new Dictionary<string, object?>(StringComparer.Ordinal) { ["city"] = "Zürich", ["n"] = 1 }), new FunctionCallContent("c2", "g")))
            .Should().Be("""[{"role":"assistant","content":"Let me see.","tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\u0022city\u0022:\u0022Zürich\u0022,\u0022n\u0022:1}"}},{"id":"c2","type":"function","function":{"name":"g","arguments":"{}"}}]}]""".Replace("\\u0022", "\\\"", StringComparison.Ordinal));

    [Test]
    public async Task Each_result_is_sent_as_a_separate_message() =>
        (await SendAsync(AIRole.Tool, new FunctionResultContent("c1", "Snow"), new FunctionResultContent("c2", "Rain")))
            .Should().Be("""[{"role":"tool","content":"Snow","tool_call_id":"c1"},{"role":"tool","content":"Rain","tool_call_id":"c2"}]""");

    [Test]
    public async Task Results_follow_the_calls_and_precede_the_text_of_a_user_message()
    {
        FunctionResultContent result = new("c1", "Snow");

        var user = await SendAsync(AIRole.User, new TextContent("And now?"), result);
        var assistant = await SendAsync(AIRole.Assistant, result, new FunctionCallContent("c1", "f"));

        Roles(user).Should().Equal("tool", "user");
        Roles(assistant).Should().Equal("assistant", "tool");
    }

    [Test]
    public async Task Result_that_is_not_a_list_of_contents_is_sent_as_text()
    {
        (object? Result, string Sent)[] results =
        [
            ("a \"text\"", "a \"text\""),
            (JsonDocument.Parse("\"text of a function\"").RootElement, "text of a function"),
            (JsonDocument.Parse("""{"a":1}""").RootElement, """{"a":1}"""),
            (null, "null"),
            (true, "true"),
            (18.5, "18.5"),
            (new Dictionary<string, object?>(StringComparer.Ordinal) { ["a"] = new List<int> { 1, 2 } }, """{"a":[1,2]}"""),
            (new TextContent("content"), "content"),
        ];

        foreach (var (result, expected) in results)
        {
            var sent = await SendAsync(AIRole.Tool, new FunctionResultContent("c1", result));

            using var json = JsonDocument.Parse(sent);
            json.RootElement[0].GetProperty("content").GetString().Should().Be(expected);
        }
    }

    [Test]
    public async Task Result_that_is_a_list_of_contents_is_sent_as_parts() =>
        (await SendAsync(AIRole.Tool, new FunctionResultContent("c1", new List<AIContent> { new TextContent("This:"), new DataContent(new byte[] { 1 }, "image/png") })))
            .Should().Be("""[{"role":"tool","content":[{"type":"text","text":"This:"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AQ=="}}],"tool_call_id":"c1"}]""");

    [Test]
    public async Task Exception_message_is_sent_if_there_is_no_result() =>
        (await SendAsync(AIRole.Tool, new FunctionResultContent("c1", null) { Exception = new InvalidOperationException("No such city.") }))
            .Should().Contain("\"content\":\"Error: No such city.\"");

    [Test]
    public async Task Result_that_cannot_be_serialized_throws_with_the_name_of_the_property() =>
        await FluentActions.Awaiting(() => SendAsync(AIRole.Tool, new FunctionResultContent("c1", (Action)(() => { }))))
            .Should().ThrowAsync<NotSupportedException>().WithMessage("FunctionResultContent.Result *");

    private static IEnumerable<string?> Roles(string messages)
    {
        using var json = JsonDocument.Parse(messages);
        return [.. json.RootElement.EnumerateArray().Select(message => message.GetProperty("role").GetString())];
    }
}
