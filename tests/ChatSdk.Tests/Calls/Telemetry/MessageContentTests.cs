using System.Text.Json;
using ChatSdk.Testing;
using ChatSdk.Tests.Json;

namespace ChatSdk.Tests.Diagnostics;

/// <summary>Tests that prompts and answers are reported in the format of the OpenTelemetry conventions if <c>CaptureMessageContent</c> is set.</summary>
[TestFixture]
public sealed class MessageContentTests : TelemetryTest
{
    private const string Input = "gen_ai.input.messages";
    private const string Output = "gen_ai.output.messages";

    [SetUp]
    public void EnableContent() => Options.CaptureMessageContent = true;

    [Test]
    public async Task Prompt_is_reported_with_every_kind_of_part()
    {
        ChatMessage[] messages =
        [
            ChatMessage.System("Be \"brief\"."),
            ChatMessage.User(
            [
                ContentPart.FromText("What is this?"),
                ContentPart.FromImage("https://host/a.png"),
                ContentPart.FromImage([1, 2, 3], "image/png"),
                ContentPart.FromAudio([4, 5, 6], "wav"),
                ContentPart.FromFile(new() { FileId = "f-1" }),
            ]) with { Name = "Ada" },
            new() { Role = ChatRole.Assistant, ReasoningContent = "Hm.", ToolCalls = [new() { Id = "call-1", Function = new() { Name = "look", Arguments = """{"at":"it"}""" } }] },
            ChatMessage.Tool("call-1", "A cat."),
        ];

        await Client.CreateAsync(new ChatCompletionRequest { Messages = messages }, cancellationToken: Guard);

        ShouldReport(
            Input,
            """
            [
              {"role":"system","parts":[{"type":"text","content":"Be \"brief\"."}]},
              {"role":"user","name":"Ada","parts":[
                {"type":"text","content":"What is this?"},
                {"type":"uri","modality":"image","uri":"https://host/a.png"},
                {"type":"blob","modality":"image","mime_type":"image/png","content":"AQID"},
                {"type":"blob","modality":"audio","mime_type":"audio/wav","content":"BAUG"},
                {"type":"file","modality":"file","file_id":"f-1"}]},
              {"role":"assistant","parts":[
                {"type":"reasoning","content":"Hm."},
                {"type":"tool_call","id":"call-1","name":"look","arguments":"{\"at\":\"it\"}"}]},
              {"role":"tool","name":"look","parts":[{"type":"tool_call_response","id":"call-1","response":"A cat."}]}
            ]
            """);
    }

    [Test]
    public async Task Answer_is_reported_with_every_choice()
    {
        Server.AnswersJson(
            """
            {"choices":[
              {"index":0,"message":{"role":"assistant","reasoning_content":"Hm.","content":"Yes."},"finish_reason":"stop"},
              {"index":1,"message":{"role":"assistant","content":null,"refusal":"I will not."},"finish_reason":"content_filter"},
              {"index":2,"message":{"role":"assistant","tool_calls":[{"id":"call-1","type":"function","function":{"name":"look","arguments":"{}"}}]},"finish_reason":"tool_calls"}
            ]}
            """);

        await Client.CreateAsync(_hello with { N = 3 }, cancellationToken: Guard);

        ShouldReport(
            Output,
            """
            [
              {"role":"assistant","parts":[{"type":"reasoning","content":"Hm."},{"type":"text","content":"Yes."}],"finish_reason":"stop"},
              {"role":"assistant","parts":[{"type":"refusal","content":"I will not."}],"finish_reason":"content_filter"},
              {"role":"assistant","parts":[{"type":"tool_call","id":"call-1","name":"look","arguments":"{}"}],"finish_reason":"tool_calls"}
            ]
            """);
        FinishReasons.Should().Equal("stop", "content_filter", "tool_calls");
    }

    [Test]
    public async Task Partial_answer_is_reported_when_the_stream_is_cut_off()
    {
        Server.Answers(FakeAnswer.Events(ChunkOf("Hel"), ChunkOf("lo")).ThenCuts());

        await ReadBrokenAsync();

        ShouldReport(Input, """[{"role":"user","parts":[{"type":"text","content":"Hi"}]}]""");
        ShouldReport(Output, """[{"role":"assistant","parts":[{"type":"text","content":"Hello"}],"finish_reason":"error"}]""");
    }

    [Test]
    public async Task Reasoning_is_reported_once_and_an_unknown_part_is_reported_without_its_content()
    {
        Server.AnswersJson("""{"choices":[{"message":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm."}]},{"type":"text","text":"Yes."},{"type":"later","x":"secret"}]},"finish_reason":"stop"}]}""");

        await Client.CreateAsync(_hello, cancellationToken: Guard);

        ShouldReport(Output, """[{"role":"assistant","parts":[{"type":"reasoning","content":"Hm."},{"type":"text","content":"Yes."},{"type":"later"}],"finish_reason":"stop"}]""");
    }

    [Test]
    public async Task Invalid_unicode_in_a_captured_message_does_not_cause_the_call_to_fail()
    {
        Server.AnswersJson("""{"choices":[{"message":{"content":"a\ud83d"},"finish_reason":"stop"}]}""");

        var answer = await Client.CreateAsync("b\ud83d", cancellationToken: Guard);

        answer.Text.Should().Be("a\ud83d");
        ShouldReport(Input, "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"b\ufffd\"}]}]");
        ShouldReport(Output, "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"a\ufffd\"}],\"finish_reason\":\"stop\"}]");
    }

    [Test]
    public async Task Text_completions_are_reported_without_content()
    {
        Server.AnswersJson("""{"choices":[{"text":"there","finish_reason":"stop"}]}""")
            .Answers(FakeAnswer.Events("""{"choices":[{"index":0,"text":"there","finish_reason":"stop"}]}""", "[DONE]"));

        await Client.CreateTextAsync(new() { Prompt = "Hi" }, cancellationToken: Guard);
        await foreach (var piece in Client.CreateTextStreamAsync(new() { Prompt = "Hi" }, cancellationToken: Guard))
        {
            piece.Text.Should().Be("there");
        }

        Telemetry.Spans.Should().HaveCount(2).And.OnlyContain(span => !TelemetryBook.TagsOf(span).Keys.Any(name => name == Input || name == Output));
    }

    private void ShouldReport(string name, string expected) => JsonAssert.AreEqual(expected, JsonElement.Parse((string)Tags[name]!));
}
