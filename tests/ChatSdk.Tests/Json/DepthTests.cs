using System.Text;
using System.Text.Json;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Json;

/// <summary>Tests the maximum depth of JSON, and JSON that is invalid, not an object or preceded by a byte order mark.</summary>
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

    private static IEnumerable<string> NotObjects => ["", " ", "null", "1", "\"text\"", "[]", "{", "{\"id\":}", "{\"id\":\"1\"", "{} {}", "{\"a\":nul}", "{'a':1}", "<html>"];

    [TestCaseSource(nameof(Places))]
    public void Json_that_is_nested_too_deeply_throws_a_json_exception(string json)
    {
        var deep = json.Replace("X", Nested(65), StringComparison.Ordinal);

        var wire = () => WireReader.ReadWhole<ChatCompletion>(Encoding.UTF8.GetBytes(deep));
        var serializer = () => JsonSerializer.Deserialize<ChatCompletion>(deep);

        wire.Should().Throw<JsonException>();
        serializer.Should().Throw<JsonException>();
    }

    [TestCaseSource(nameof(Places))]
    public async Task Json_that_is_nested_too_deeply_in_an_answer_throws_a_protocol_exception(string json)
    {
        Server.AnswersJson(json.Replace("X", Nested(65), StringComparison.Ordinal));

        var call = () => Client.CreateAsync(_hello);

        await call.Should().ThrowExactlyAsync<ChatProtocolException>();
    }

    [Test]
    public async Task Json_that_is_nested_too_deeply_in_a_stream_throws_a_protocol_exception()
    {
        Server.Answers(FakeAnswer.Events($$"""{"choices":[{"delta":{"content":"Hi"},"x":{{Nested(65)}}}]}"""));

        var call = () => StreamAsync(_hello);

        await call.Should().ThrowExactlyAsync<ChatProtocolException>();
    }

    [Test]
    public void Json_of_the_maximum_depth_is_read_and_written_back()
    {
        var json = $$"""{"x":{{Nested(63)}}}""";

        WireJson.RoundTrip<ChatMessage>(json).GetRawText().Should().Be(json);
    }

    [TestCaseSource(nameof(NotObjects))]
    public void Json_that_is_invalid_or_not_an_object_throws_a_json_exception(string json)
    {
        var read = () => WireReader.ReadWhole<ChatCompletion>(Encoding.UTF8.GetBytes(json));

        read.Should().Throw<JsonException>();
    }

    [Test]
    public void Byte_order_mark_is_skipped() =>
        WireReader.ReadWhole<ChatCompletion>("\uFEFF {\"id\":\"1\"}"u8).Id.Should().Be("1");

    private static string Nested(int levels) => new string('[', levels) + new string(']', levels);
}
