using System.Text;
using System.Text.Json;

namespace ChatSdk.Tests.Calls.Usage;

/// <summary>Tests which parts of a request count as its input, and as how many tokens.</summary>
[TestFixture]
public sealed class InputTokensTests
{
    // One token for each character makes the expected numbers easy to see. Each message and each tool call adds four tokens.
    private static readonly InputTokens _characters = new(text => text.Length);

    [Test]
    public void Messages_are_counted_with_their_tool_calls()
    {
        var request = new ChatCompletionRequest
        {
            Model = "not counted",
            Temperature = 0.5,
            Messages =
            [
                ChatMessage.System("12345"),
                new() { Role = ChatRole.Assistant, ToolCalls = [new() { Id = "call_1", Type = "function", Function = new() { Name = "123", Arguments = "{}" } }] },
                ChatMessage.Tool("call_1", "1234567"),
            ],
        };

        var tokens = Count(request);

        tokens.Should().Be((4 + 5) + (4 + 4 + 3 + 2) + (4 + 7));
    }

    [Test]
    public void Tools_and_response_format_are_counted_as_json()
    {
        var request = new ChatCompletionRequest { Model = "m", Messages = [ChatMessage.User("12345")] };
        var tool = ChatTool.CreateFunction("weather", "The weather.", """{"type":"object","properties":{"city":{"type":"string"}}}""");

        var tokens = Count(request with { Tools = [tool], ResponseFormat = ResponseFormat.JsonObject });

        tokens.Should().Be(Count(request) + $"[{JsonSerializer.Serialize(tool)}]".Length + """{"type":"json_object"}""".Length);
    }

    [Test]
    public void Each_image_audio_clip_and_file_counts_as_a_fixed_number_of_tokens()
    {
        var bytes = new byte[100_000];
        var message = ChatMessage.User("12345", ContentPart.FromImage(bytes, "image/png"), ContentPart.FromAudio(bytes, "wav"), new FilePart { File = new() { FileData = Convert.ToBase64String(bytes) } });

        var tokens = Count(new ChatCompletionRequest { Model = "m", Messages = [message] });

        tokens.Should().BeInRange(3005, 3020);
    }

    [TestCase("""{"model":"m","prompt":"12345"}""", 5)]
    [TestCase("""{"model":"m","prompt":["12345","123"]}""", 8)]
    [TestCase("""{"model":"m","prompt":[11,12,13]}""", 3)]
    [TestCase("""{"model":"m","prompt":[[11,12],[13]],"max_tokens":500,"seed":7}""", 3)]
    [TestCase("""{"model":"m","input":"12345","dimensions":256,"user":"somebody"}""", 5)]
    [TestCase("""{"model":"m","input":["12345","12345"]}""", 10)]
    [TestCase("""{"model":"m","input":[[1,2,3],[4]]}""", 4)]
    [TestCase("""{"model":"m","input":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}""", 1000)]
    [TestCase("""{"model":"m","query":"12345","documents":["12345","12345"]}""", 15)]
    [TestCase("""{"messages":[{"role":"user","content":[{"type":"text","text":"12345"},{"type":"refusal","refusal":"12"}]}]}""", 11)]
    [TestCase("""{"messages":[{"role":"user","content":null},7,"12345",null]}""", 10)]
    [TestCase("{}", 0)]
    public void Input_for_any_endpoint_is_counted(string body, int tokens) => _characters.Of(Encoding.UTF8.GetBytes(body)).Should().Be(tokens);

    [Test]
    public void Call_without_a_body_has_no_input() => _characters.Of(body: null).Should().Be(0);

    [Test]
    public void Negative_count_is_treated_as_zero() => new InputTokens(_ => -7).OfText("text").Should().Be(0);

    private static long Count(WireRecord request) => _characters.Of(WireBytes.Of(request));
}
