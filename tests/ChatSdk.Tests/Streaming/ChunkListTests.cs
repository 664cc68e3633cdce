using ChatSdk.Testing;

namespace ChatSdk.Tests.Streaming;

/// <summary>Tests servers that send several chunks in one event, or the complete stream as one array.</summary>
[TestFixture]
public sealed class ChunkListTests : ClientTest
{
    [SetUp]
    public void DisableRetries() => Options.MaxRetries = 0;

    [Test]
    public async Task Chunks_in_one_event_are_returned_separately()
    {
        Server.Answers(FakeAnswer.Events($"[{Piece("Hel")},{Piece("lo")}]", "[]", "[null]", $"[[{Piece("!")}]]", "[DONE]"));
        List<string> texts = [];

        await foreach (var chunk in Client.CreateStreamAsync("Hi", cancellationToken: Guard))
        {
            texts.Add(chunk.Text);
        }

        texts.Should().Equal("Hel", "lo", "!");
    }

    [TestCase("application/json")]
    [TestCase("text/event-stream")]
    public async Task Array_of_chunks_can_be_the_complete_stream(string contentType)
    {
        Server.Answers(FakeAnswer.Raw($"[{Piece("Hel")},\n{Piece("lo")}\n,\n{Finish}]", contentType));

        (await ReadAsync(Client.CreateStreamAsync("Hi"))).Should().Be("Hello");
    }

    [Test]
    public async Task Error_in_an_array_is_thrown_after_the_preceding_chunks()
    {
        Server.Answers(FakeAnswer.Events($$$"""[{{{Piece("Hel")}}},{"error":{"message":"Boom"}},{{{Piece("lo")}}}]"""));

        var (text, failure) = await ReadBrokenAsync();

        text.Should().Be("Hel");
        failure.Should().BeOfType<ChatApiException>().Which.ServerMessage.Should().Be("Boom");
        failure.Partial!.Text.Should().Be("Hel");
    }

    [TestCase("[1]")]
    [TestCase("[\"sk-secret\"]")]
    [TestCase("[{\"choices\":[]}")]
    public async Task Array_that_is_invalid_or_contains_a_value_other_than_a_chunk_throws_a_protocol_exception(string data)
    {
        Server.Answers(FakeAnswer.Events(Piece("Hel"), data, Piece("lo"), "[DONE]"));

        var (text, failure) = await ReadBrokenAsync();

        text.Should().Be("Hel");
        failure.Should().BeOfType<ChatProtocolException>().Which.Message.Should().NotContain("sk-secret");
    }

    [Test]
    public async Task Stream_that_ends_after_an_array_without_a_finish_reason_is_reported_as_truncated()
    {
        Server.Answers(FakeAnswer.Events($"[{Piece("Hel")}]"));

        var (text, failure) = await ReadBrokenAsync();

        text.Should().Be("Hel");
        failure.Should().BeOfType<ChatConnectionException>().Which.Kind.Should().Be(ChatConnectionErrorKind.StreamTruncated);
    }
}
