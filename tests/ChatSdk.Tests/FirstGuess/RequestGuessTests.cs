using System.Text.Json;
using System.Text.Json.Nodes;
using ChatSdk.Tests.Json;

namespace ChatSdk.Tests.FirstGuess;

/// <summary>Tests that the properties of a request can be set in the ways a developer would guess first.</summary>
[TestFixture]
public sealed class RequestGuessTests : GuessTest
{
    private const string OneTool = """[{"type":"function","function":{"name":"look","description":"Looks.","parameters":{"type":"object"}}}]""";

    private static readonly ChatTool _tool = ChatTool.CreateFunction("look", "Looks.", """{ "type": "object" }""");

    [Test]
    public async Task Tools_can_be_set_from_any_collection_or_to_false()
    {
        List<ChatTool> list = [_tool];
        ChatTool[] array = [_tool];
        var sequence = list.Where(_ => true);

        await ShouldSendAsync(new() { Tools = list }, "tools", OneTool);
        await ShouldSendAsync(new() { Tools = array }, "tools", OneTool);
        await ShouldSendAsync(new() { Tools = [_tool] }, "tools", OneTool);
        await ShouldSendAsync(new() { Tools = [.. sequence] }, "tools", OneTool);
        await ShouldSendAsync(new() { Tools = new(sequence) }, "tools", OneTool);
        await ShouldSendAsync(new() { Tools = sequence.ToList() }, "tools", OneTool);
        await ShouldSendAsync(new() { Tools = false }, "tools", "false");
    }

    [Test]
    public void Tools_can_be_enumerated_counted_and_queried()
    {
        var request = new ChatCompletionRequest { Tools = [_tool] };

        List<ChatTool> enumerated = [];
        foreach (var tool in request.Tools!)
        {
            enumerated.Add(tool);
        }

        enumerated.Should().Equal(_tool);
        request.Tools.Items.Select(tool => tool.Name).Should().Equal("look");
        (request.Tools is [var only] && only == request.Tools[0] && request.Tools.Count == 1).Should().BeTrue();
    }

    [Test]
    public void Null_collection_leaves_the_property_unset()
    {
        List<ChatTool>? tools = null;
        List<string>? stops = null;
        Dictionary<string, string>? metadata = null;

        new ChatCompletionRequest { Tools = tools, Stop = stops, Metadata = metadata }.Should().Be(new ChatCompletionRequest());
    }

    [Test]
    public async Task String_like_properties_can_be_set_from_strings_constants_or_lists()
    {
        await ShouldSendAsync(new() { ReasoningEffort = "low" }, "reasoning_effort", "\"low\"");
        await ShouldSendAsync(new() { ReasoningEffort = ReasoningEffort.XHigh }, "reasoning_effort", "\"xhigh\"");
        await ShouldSendAsync(new() { ReasoningEffort = ReasoningEffort.Max }, "reasoning_effort", "\"max\"");
        await ShouldSendAsync(new() { ServiceTier = "flex" }, "service_tier", "\"flex\"");
        await ShouldSendAsync(new() { ToolChoice = "auto" }, "tool_choice", "\"auto\"");
        await ShouldSendAsync(new() { Stop = "END" }, "stop", "\"END\"");
        await ShouldSendAsync(new() { Stop = ["a", "b"] }, "stop", """["a","b"]""");
        await ShouldSendAsync(new() { Stop = new[] { "a" } }, "stop", """["a"]""");
        await ShouldSendAsync(new() { Stop = new List<string> { "a" } }, "stop", """["a"]""");
    }

    [Test]
    public void Property_can_be_set_from_a_conditional_expression_whose_value_is_null()
    {
        var isEnabled = bool.Parse("false");
        string? value = null;

        new ChatCompletionRequest { ReasoningEffort = isEnabled ? ReasoningEffort.High : null }.ReasoningEffort.Should().BeNull();
        new ChatCompletionRequest { ReasoningEffort = isEnabled ? "high" : null }.ReasoningEffort.Should().BeNull();
        new ChatCompletionRequest { ReasoningEffort = value, ToolChoice = value, Stop = value }.Should().Be(new ChatCompletionRequest());
    }

    [Test]
    public async Task Maps_can_be_set_from_initializers_or_dictionaries()
    {
        await ShouldSendAsync(new() { LogitBias = new() { [50256] = -100 } }, "logit_bias", """{"50256":-100}""");
        await ShouldSendAsync(new() { LogitBias = new() { ["50256"] = -100 } }, "logit_bias", """{"50256":-100}""");
        await ShouldSendAsync(new() { LogitBias = new Dictionary<int, double> { [50256] = 0.5 } }, "logit_bias", """{"50256":0.5}""");
        await ShouldSendAsync(new() { LogitBias = new Dictionary<string, double> { ["50256"] = 0.5 } }, "logit_bias", """{"50256":0.5}""");
        await ShouldSendAsync(new() { Metadata = new() { ["team"] = "search" } }, "metadata", """{"team":"search"}""");
        await ShouldSendAsync(new() { Metadata = new Dictionary<string, string> { ["team"] = "search" } }, "metadata", """{"team":"search"}""");
        await ShouldSendAsync(new() { Metadata = new(new SortedList<string, string> { ["team"] = "search" }) }, "metadata", """{"team":"search"}""");
    }

    [Test]
    public void Map_can_be_read_like_a_dictionary_compared_by_value_and_serialized()
    {
        ChatMap<string> map = new() { ["a"] = "1", ["b"] = "2" };

        map["a"].Should().Be("1");
        map.TryGetValue("c", out _).Should().BeFalse();
        map.Items.Should().Equal(new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" });
        map.Should().Be(new ChatMap<string> { ["b"] = "2", ["a"] = "1" });
        map.GetHashCode().Should().Be(new ChatMap<string> { ["b"] = "2", ["a"] = "1" }.GetHashCode());
        map.Equals(new ChatMap<string> { ["a"] = "1", ["b"] = "3" }).Should().BeFalse();
        JsonSerializer.Deserialize<ChatMap<string>>(JsonSerializer.Serialize(map)).Should().Be(map);
        JsonSerializer.Deserialize<ChatMap<double>>("""{"1":0.5}""")![1].Should().Be(0.5);
        FluentActions.Invoking(() => JsonSerializer.Deserialize<ChatMap<double>>("""{"1":"x"}""")).Should().Throw<JsonException>();
    }

    [Test]
    public void Extra_field_can_be_a_list_a_dictionary_text_or_null()
    {
        var request = new ChatCompletionRequest()
            .WithField("ids", new[] { 1, 2 })
            .WithField("names", new List<string> { "a" })
            .WithField("options", new Dictionary<string, int> { ["num_ctx"] = 8192 })
            .WithField("mixed", new Dictionary<string, object?> { ["a"] = 0.5, ["b"] = null, ["c"] = new object[] { true, "x", 1m }, ["d"] = new Dictionary<string, float> { ["e"] = 1.5f } })
            .WithField("nothing", null)
            .WithField("text", "x");

        JsonAssert.AreEqual(
            """{"messages":[],"ids":[1,2],"names":["a"],"options":{"num_ctx":8192},"mixed":{"a":0.5,"b":null,"c":[true,"x",1],"d":{"e":1.5}},"nothing":null,"text":"x"}""",
            WireJson.Write(request));
    }

    [Test]
    public void Exception_for_an_extra_field_of_an_unsupported_type_names_the_type_and_suggests_SerializeToNode() =>
        FluentActions.Invoking(() => new ChatCompletionRequest().WithField("city", new[] { new City("Paris", 2) }))
            .Should().Throw<ArgumentException>().WithMessage("*City*JsonSerializer.SerializeToNode*");

    [Test]
    public void Schema_can_be_a_string_a_node_or_an_element()
    {
        const string Schema = """{"type":"object"}""";
        ChatTool[] tools =
        [
            ChatTool.CreateFunction("look", "Looks.", Schema),
            ChatTool.CreateFunction("look", "Looks.", JsonNode.Parse(Schema)),
            ChatTool.CreateFunction("look", "Looks.", new JsonObject { ["type"] = "object" }),
            ChatTool.CreateFunction("look", "Looks.", JsonElement.Parse(Schema)),
            ChatTool.CreateFunction("look", "Looks.", (JsonElement?)JsonElement.Parse(Schema)),
        ];

        tools.Should().OnlyContain(tool => tool == _tool);
        ChatTool.CreateFunction("look", "Looks.", null).Function!.Parameters.Should().BeNull();
        ChatTool.CreateCustom("sh", null, """{"type":"text"}""").Custom!.Format!.Value.GetRawText().Should().Be("""{"type":"text"}""");
        ResponseFormat.ForSchema("city", Schema).JsonSchema!.Schema!.Value.GetRawText().Should().Be(Schema);
        ToolChoice.FromJson("\"any\"").Should().Be(ToolChoice.FromString("any"));
    }

    [Test]
    public void Schema_that_is_not_json_throws()
    {
        FluentActions.Invoking(() => ChatTool.CreateFunction("look", "Looks.", "type: object")).Should().Throw<ArgumentException>().WithParameterName("parameters").WithMessage("*not valid JSON*");
        FluentActions.Invoking(() => ResponseFormat.ForSchema("city", "{")).Should().Throw<ArgumentException>().WithParameterName("schema");
    }

    [Test]
    public async Task Prompt_in_a_text_completion_request_can_be_a_list()
    {
        await Client.CreateTextAsync(new TextCompletionRequest { Prompt = new List<string> { "a", "b" }, Stop = "\n" }, cancellationToken: Guard);

        JsonAssert.AreEqual("""["a","b"]""", Sent.GetProperty("prompt"));
        Sent.GetProperty("stop").GetString().Should().Be("\n");
    }

    [Test]
    public async Task Stream_options_are_sent_only_with_streams()
    {
        var request = new ChatCompletionRequest { Messages = [ChatMessage.User("Hi")], StreamOptions = new() { IncludeUsage = true } };
        var text = new TextCompletionRequest { Prompt = "Once", StreamOptions = new() { IncludeUsage = true } };

        await Client.CreateAsync(request, Guard);
        await ReadAsync(Client.CreateStreamAsync(request, Guard));
        await Client.CreateTextAsync(text, cancellationToken: Guard);

        Server.Requests.Select(sent => sent.Json!.Value.TryGetProperty("stream_options", out _)).Should().Equal(false, true, false);
        request.StreamOptions.Should().NotBeNull("the caller's request object must not change");
    }
}
