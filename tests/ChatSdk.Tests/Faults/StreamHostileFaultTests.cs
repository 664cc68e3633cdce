using System.Globalization;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Faults;

/// <summary>Tests streams from servers that try to exhaust the client's memory or processor time.</summary>
[TestFixture]
public sealed class StreamHostileFaultTests : StreamFaultTest
{
    [TestCase("{\"index\":#,\"function\":{\"arguments\":\"x\"}}")]
    [TestCase("{\"id\":\"call_#\",\"function\":{\"name\":\"get\"}}")]
    public async Task Exception_for_too_many_tool_calls_contains_the_calls_within_the_limit(string piece)
    {
        var stream = await FloodAsync($$$"""{"choices":[{"index":0,"delta":{"tool_calls":[{{{piece}}}]}}]}""");

        var failure = await EndOfAsync(stream);

        failure.Message.Should().Contain("1024");
        failure.Partial!.ToolCalls.Should().HaveCount(1024);
        await NoConnectionIsInUseAsync();
    }

    [Test]
    public async Task Exception_for_too_many_choices_contains_the_choices_within_the_limit()
    {
        var stream = await FloodAsync("""{"choices":[{"index":#,"delta":{"content":"x"}}]}""");

        var failure = await EndOfAsync(stream);

        failure.Message.Should().Contain("16384");
        failure.Partial!.Choices.Should().HaveCount(16384);
        await NoConnectionIsInUseAsync();
    }

    [TestCase(int.MaxValue)]
    [TestCase(int.MinValue)]
    public async Task Tool_call_with_an_extreme_index_is_read(int index)
    {
        var piece = string.Create(CultureInfo.InvariantCulture, $"{{\"index\":{index},\"id\":\"a\",\"function\":{{\"name\":\"get\",\"arguments\":\"{{}}\"}}}}");
        Server.Answers(FakeAnswer.Events($$$"""{"choices":[{"index":0,"delta":{"tool_calls":[{{{piece}}}]}}]}""", Finish));

        var answer = await Client.CreateStreamAsync("Hi", cancellationToken: Guard).ToCompletionAsync(Guard);

        answer.ToolCalls.Should().ContainSingle().Which.Id.Should().Be("a");
    }

    [Test]
    public async Task A_hundred_thousand_extra_fields_are_accumulated()
    {
        const int Chunks = 100_000;
        Server.Answers(FakeAnswer.Raw(Numbered("""{"choices":[{"index":0,"delta":{},"field#":1}]}""", Chunks) + $"data: {Finish}\n\n", "text/event-stream"));

        var answer = await Client.CreateStreamAsync("Hi", cancellationToken: Guard).ToCompletionAsync(Guard);

        answer.Choices[0].ExtraFields.Should().HaveCount(Chunks);
    }

    [TestCase("[", "]")]
    [TestCase("{\"a\":", "}")]
    public async Task Event_that_is_nested_too_deeply_throws_a_protocol_exception(string open, string close)
    {
        var deep = string.Concat(Enumerable.Repeat(open, 100_000)) + "1" + string.Concat(Enumerable.Repeat(close, 100_000));
        Server.Answers(FakeAnswer.Events(Piece("Hel"), $$"""{"choices":[{"index":0,"delta":{"content":"lo"},"x":{{deep}}}]}""", "[DONE]"));

        await BreakAsync<ChatProtocolException>("Hel");
    }

    private static string Numbered(string data, int count) =>
        string.Concat(Enumerable.Range(0, count).Select(number => $"data: {data.Replace("#", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)}\n\n"));

    private static async Task<ChatProtocolException> EndOfAsync(PuppetStream stream)
    {
        var read = async () =>
        {
            while (await stream.Chunks.MoveNextAsync())
            {
            }
        };

        await using (stream)
        {
            return (await read.Should().ThrowAsync<ChatProtocolException>()).Which;
        }
    }

    private async Task<PuppetStream> FloodAsync(string data)
    {
        var stream = await OpenAsync();
        _ = new Flood(stream.Socket, Numbered(data, 100_000), times: 1);
        return stream;
    }
}
