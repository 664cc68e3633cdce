namespace ChatSdk.Tests.Json;

/// <summary>Tests messages, choices and tool calls whose content, role, finish reason or arguments are in an unusual form.</summary>
[TestFixture]
public sealed class ContentToleranceTests
{
    [TestCase("""{"content":"Hi"}""", "Hi")]
    [TestCase("""{"content":42}""", "42")]
    [TestCase("""{"content":null}""", "")]
    [TestCase("""{}""", "")]
    [TestCase("""{"content":[]}""", "")]
    [TestCase("""{"content":["Hel","lo"]}""", "Hello")]
    [TestCase("""{"content":[{"type":"text","text":"Hel"},{"type":"output_text","text":"lo"}]}""", "Hello")]
    [TestCase("""{"content":[{"text":"Hi","type":"text"}]}""", "Hi")]
    [TestCase("""{"content":[{"text":"Hi"}]}""", "Hi")]
    [TestCase("""{"content":{"type":"text","text":"Hi"}}""", "Hi")]
    [TestCase("""{"content":[{"type":"thinking","thinking":"Hm"},{"type":"text","text":"Hi"},{"type":"later","text":"?"}]}""", "Hi")]
    [TestCase("""{"content":[null,7,{"type":"text","text":"Hi"}]}""", "Hi")]
    public void Text_is_read_from_content_in_any_form(string json, string text) =>
        WireJson.Read<ChatMessage>(json).Text.Should().Be(text);

    [TestCase("""{"type":"text","text":"a"}""", typeof(TextPart))]
    [TestCase("""{"type":"output_text","text":"a","annotations":[]}""", typeof(TextPart))]
    [TestCase("""{"type":"image_url","image_url":{"url":"u","detail":"low","x":1}}""", typeof(ImagePart))]
    [TestCase("""{"type":"input_audio","input_audio":{"data":"AA==","format":"wav"}}""", typeof(AudioPart))]
    [TestCase("""{"type":"file","file":{"file_id":"f"}}""", typeof(FilePart))]
    [TestCase("""{"type":"refusal","refusal":"no"}""", typeof(RefusalPart))]
    [TestCase("""{"type":"thinking","thinking":"Hm","signature":"s"}""", typeof(ThinkingPart))]
    [TestCase("""{"type":"thinking","thinking":[{"type":"text","text":"Hm"}],"closed":true}""", typeof(ThinkingPart))]
    [TestCase("""{"type":"reasoning","text":"Hm"}""", typeof(ThinkingPart))]
    [TestCase("""{"type":"video_url","video_url":{"url":"u"}}""", typeof(UnknownPart))]
    [TestCase("""{"type":"reference","reference_ids":[1,2]}""", typeof(UnknownPart))]
    [TestCase("""{"type":"text","text":{"value":"a"}}""", typeof(UnknownPart))]
    [TestCase("""{"type":"text"}""", typeof(UnknownPart))]
    [TestCase("""{"type":"file","file":"f"}""", typeof(UnknownPart))]
    [TestCase("""{"type":7,"x":1}""", typeof(UnknownPart))]
    [TestCase("""{"type":null,"image":"AA=="}""", typeof(UnknownPart))]
    [TestCase("""{}""", typeof(UnknownPart))]
    public void Part_has_the_expected_type_and_is_sent_back_as_received(string part, Type kind)
    {
        var json = $$"""{"role":"assistant","content":[{{part}}]}""";

        var message = WireJson.Read<ChatMessage>(json);

        message.Content!.Parts.Should().ContainSingle().Which.Should().BeOfType(kind);
        JsonAssert.AreEqual(json, WireJson.Write(message));
    }

    [Test]
    public void Content_element_that_is_not_an_object_is_sent_back_as_received() =>
        JsonAssert.AreEqual("""{"content":[null,7,[1]]}""", WireJson.RoundTrip<ChatMessage>("""{"content":[null,7,[1]]}"""));

    [Test]
    public void Image_that_is_a_plain_string_becomes_a_url()
    {
        var message = WireJson.Read<ChatMessage>("""{"content":[{"type":"image_url","image_url":"data:image/png;base64,AA=="}]}""");

        message.Content!.Parts![0].Should().Be(ContentPart.FromImage("data:image/png;base64,AA=="));
    }

    [TestCase("assistant")]
    [TestCase("model")]
    [TestCase("ASSISTANT")]
    [TestCase("any role at all")]
    public void Role_is_preserved_as_received(string role)
    {
        var json = $$"""{"role":"{{role}}"}""";

        var message = WireJson.Read<ChatMessage>(json);

        message.Role!.Value.Value.Should().Be(role);
        WireJson.Write(message).GetRawText().Should().Be(json);
    }

    [TestCase("stop", FinishReasonKind.Stop)]
    [TestCase("eos", FinishReasonKind.Stop)]
    [TestCase("STOP", FinishReasonKind.Stop)]
    [TestCase("model_length", FinishReasonKind.Length)]
    [TestCase("MAX_TOKENS", FinishReasonKind.Length)]
    [TestCase("tool_calls", FinishReasonKind.ToolCalls)]
    [TestCase("function_call", FinishReasonKind.FunctionCall)]
    [TestCase("SAFETY", FinishReasonKind.ContentFilter)]
    [TestCase("sensitive", FinishReasonKind.ContentFilter)]
    [TestCase("insufficient_system_resource", FinishReasonKind.Error)]
    [TestCase("abort", FinishReasonKind.Error)]
    [TestCase("later", FinishReasonKind.Other)]
    public void Finish_reason_is_preserved_as_received_and_has_the_expected_kind(string reason, FinishReasonKind kind)
    {
        var json = $$"""{"finish_reason":"{{reason}}"}""";

        var choice = WireJson.Read<ChatChoice>(json);

        choice.FinishReason!.Value.Value.Should().Be(reason);
        choice.FinishReason.Value.Kind.Should().Be(kind);
        WireJson.Write(choice).GetRawText().Should().Be(json);
    }

    [TestCase("""{"a": [1, "x"]}""", """{"a": [1, "x"]}""")]
    [TestCase("""[1]""", "[1]")]
    [TestCase("\"{\\\"a\\\":1}\"", """{"a":1}""")]
    [TestCase("\"\"", "")]
    [TestCase("null", null)]
    public void Arguments_in_any_form_are_read_as_a_string(string json, string? arguments) =>
        WireJson.Read<FunctionCall>($$"""{"name":"f","arguments":{{json}}}""").Arguments.Should().Be(arguments);

    [TestCase("""{"choices":[{"delta":{"content":"Hi"}}]}""")]
    [TestCase("""{"choices":[{"text":"Hi"}]}""")]
    [TestCase("""{"choices":[{"text":"Hi","message":{"content":"Hi"}}]}""")]
    public void Answer_is_also_read_from_the_fields_delta_and_text(string json) =>
        WireJson.Read<ChatCompletion>(json).Text.Should().Be("Hi");

    [TestCase("""{"choices":[{"message":{"content":"Hi"}}]}""")]
    [TestCase("""{"choices":[{"text":"Hi"}]}""")]
    [TestCase("""{"choices":[{"text":"Hi","delta":{"content":"Hi"}}]}""")]
    public void Delta_is_also_read_from_the_fields_message_and_text(string json) =>
        WireJson.Read<ChatCompletionChunk>(json).Text.Should().Be("Hi");

    [TestCase("0", null, "first")]
    [TestCase("1", "0", "second")]
    public void Text_is_read_from_the_choice_with_index_zero(string first, string? second, string text) => WireJson
        .Read<ChatCompletion>($$$"""{"choices":[{"index":{{{first}}},"message":{"content":"first"}},{"index":{{{second ?? "1"}}},"message":{"content":"second"}}]}""")
        .Text.Should().Be(text);
}
