using System.Text;
using System.Text.Json;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Json;

/// <summary>JSON that is nested too deeply, or is no JSON, ends in one kind of exception.</summary>
[TestFixture]
public sealed class DepthTests : FakeServerTest
{
    private static IEnumerable<string> Places =>
    [
        """{"unknown":X}""",
        """{"choices":X}""",
        """{"choices":[{"message":{"content":X}}]}""",
        """{"choices":[{"message":{"content":[{"type":"later","x":X}]}}]}""",
        """{"choices":[{"message":{"tool_calls":[{"function":{"arguments":X}}]}}]}""",
        """{"choices":[{"logprobs":{"content":[{"top_logprobs":X}]}}]}""",
        """{"usage":{"cost":X}}""",
    ];

    private static IEnumerable<string> NoObjects => ["", " ", "null", "1", "\"text\"", "[]", "{", "{\"id\":}", "{\"id\":\"1\"", "{} {}", "{\"a\":nul}", "{'a':1}", "<html>"];

    [TestCaseSource(nameof(Places))]
    public void Deep_json_is_refused_with_a_json_exception(string json)
    {
        var deep = json.Replace("X", Nested(65), StringComparison.Ordinal);

        var wire = () => WireReader.ReadWhole<ChatCompletion>(Encoding.UTF8.GetBytes(deep));
        var serializer = () => JsonSerializer.Deserialize<ChatCompletion>(deep);

        wire.Should().Throw<JsonException>();
        serializer.Should().Throw<JsonException>();
    }

    [TestCaseSource(nameof(Places))]
    public async Task Deep_json_of_a_server_is_not_the_protocol(string json)
    {
        Server.AnswersJson(json.Replace("X", Nested(65), StringComparison.Ordinal));

        var ask = () => Client.CreateAsync(_hello);

        await ask.Should().ThrowExactlyAsync<ChatProtocolException>();
    }

    [Test]
    public async Task Deep_json_in_a_stream_is_not_the_protocol()
    {
        Server.Answers(FakeAnswer.Events($$"""{"choices":[{"delta":{"content":"Hi"},"x":{{Nested(65)}}}]}"""));

        var ask = () => StreamAsync(_hello);

        await ask.Should().ThrowExactlyAsync<ChatProtocolException>();
    }

    [Test]
    public void Json_of_the_largest_depth_is_kept_and_written_back()
    {
        var json = $$"""{"x":{{Nested(63)}}}""";

        WireJson.RoundTrip<ChatMessage>(json).GetRawText().Should().Be(json);
    }

    [TestCaseSource(nameof(NoObjects))]
    public void What_is_no_object_is_refused_with_a_json_exception(string json)
    {
        var read = () => WireReader.ReadWhole<ChatCompletion>(Encoding.UTF8.GetBytes(json));

        read.Should().Throw<JsonException>();
    }

    [Test]
    public void Byte_order_mark_is_passed_over() =>
        WireReader.ReadWhole<ChatCompletion>("\uFEFF {\"id\":\"1\"}"u8).Id.Should().Be("1");

    private static string Nested(int levels) => new string('[', levels) + new string(']', levels);
}
