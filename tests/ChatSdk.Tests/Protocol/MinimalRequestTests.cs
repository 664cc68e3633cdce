using System.Text.Json.Nodes;
using ChatSdk.Tests.Json;

namespace ChatSdk.Tests.Protocol;

/// <summary>Tests which fields a request contains, and how their values are written.</summary>
[TestFixture]
public sealed class MinimalRequestTests : FakeServerTest
{
    [Test]
    public async Task Create_sends_only_properties_that_are_set()
    {
        var request = new ChatCompletionRequest { Model = "m", Messages = [new() { Role = ChatRole.User, Content = "Hi" }] };

        await Client.CreateAsync(request);

        Server.Requests[0].Body.Should().Be("""{"model":"m","messages":[{"role":"user","content":"Hi"}]}""");
    }

    [Test]
    public async Task CreateStream_adds_only_the_stream_field()
    {
        await StreamAsync(_hello);

        JsonAssert.AreEqual("""{"model":"m","messages":[{"role":"user","content":"Hi"}],"stream":true}""", Server.Requests[0].Json);
    }

    [Test]
    public async Task CreateText_sends_only_properties_that_are_set()
    {
        await Client.CreateTextAsync(new() { Model = "m", Prompt = "Once" });

        Server.Requests[0].Body.Should().Be("""{"model":"m","prompt":"Once"}""");
    }

    [Test]
    public async Task Create_with_only_a_prompt_uses_the_clients_model()
    {
        using var client = new ChatClient(Server.BaseAddress, model: "mine");

        await client.CreateAsync("Hi");

        JsonAssert.AreEqual("""{"model":"mine","messages":[{"role":"user","content":"Hi"}]}""", Server.Requests[0].Json);
    }

    [Test]
    public async Task Calls_do_not_change_the_callers_request()
    {
        using var client = new ChatClient(Server.BaseAddress, model: "mine");
        var request = new ChatCompletionRequest { Messages = [ChatMessage.User("Hi")] };

        await client.CreateAsync(request);
        await foreach (var chunk in client.CreateStreamAsync(request))
        {
            chunk.Should().NotBeNull();
        }

        request.Should().Be(new ChatCompletionRequest { Messages = [ChatMessage.User("Hi")] });
        request.Model.Should().BeNull();
        request.Stream.Should().BeNull();
    }

    [Test]
    public async Task Create_never_requests_a_stream()
    {
        await Client.CreateAsync(_hello with { Stream = true });

        Server.Requests[0].Json!.Value.GetProperty("stream").GetBoolean().Should().BeFalse();
    }

    [Test]
    public async Task Extra_field_is_sent_instead_of_the_property_with_the_same_JSON_name()
    {
        var request = _hello with { Tools = [ChatTool.CreateFunction("f")] };

        Server.AnswersJson("""{"choices":[]}""");
        await Client.CreateAsync(request.WithField("tools", false).WithField("messages", "text").WithField("top_a", 0.5));

        Server.Requests[0].Body.Should().Be("""{"model":"m","tools":false,"messages":"text","top_a":0.5}""");
    }

    [Test]
    public async Task Extra_field_that_is_null_is_sent_as_null()
    {
        await Client.CreateAsync(_hello.WithField("temperature", (JsonNode?)null));

        JsonAssert.AreEqual("""{"model":"m","messages":[{"role":"user","content":"Hi"}],"temperature":null}""", Server.Requests[0].Json);
    }

    [Test]
    public async Task Extra_field_can_be_set_on_nested_records()
    {
        var part = ContentPart.FromText("Hi").WithField("cache_control", new JsonObject { ["type"] = "ephemeral" });
        var tool = ChatTool.CreateFunction("f").WithField("x_tool", 1);
        var request = new ChatCompletionRequest { Model = "m", Messages = [ChatMessage.User([part]).WithField("prefix", true)], Tools = [tool] };

        await Client.CreateAsync(request);

        JsonAssert.AreEqual(
            """
            {"model":"m",
             "messages":[{"role":"user","content":[{"type":"text","text":"Hi","cache_control":{"type":"ephemeral"}}],"prefix":true}],
             "tools":[{"type":"function","function":{"name":"f"},"x_tool":1}]}
            """,
            Server.Requests[0].Json);
    }

    [TestCase(0.2, "0.2")]
    [TestCase(0.7, "0.7")]
    [TestCase(1, "1")]
    [TestCase(1.5, "1.5")]
    [TestCase(0.1 + 0.2, "0.30000000000000004")]
    public async Task Number_is_written_in_the_shortest_form_that_preserves_its_value(double number, string written)
    {
        await Client.CreateAsync(_hello with { Temperature = number });

        Server.Requests[0].Body.Should().EndWith($"\"temperature\":{written}}}");
    }

    [Test]
    public async Task Non_ASCII_and_HTML_characters_are_sent_unescaped()
    {
        await Client.CreateAsync(_hello with { Messages = [ChatMessage.User("Grüße <b>日本</b> & 'more'")], User = "Żaneta" });

        Server.Requests[0].Body.Should().Contain("\"Grüße <b>日本</b> & 'more'\"").And.Contain("\"Żaneta\"");
    }

    [Test]
    public async Task Unpaired_surrogate_in_a_request_is_sent_as_the_replacement_character()
    {
        await Client.CreateAsync(_hello with { Messages = [ChatMessage.User("Hi \ud83d there")] });

        Server.Requests[0].Json!.Value.GetProperty("messages")[0].GetProperty("content").GetString().Should().Be("Hi \ufffd there");
    }
}
