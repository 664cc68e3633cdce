using ChatSdk.Testing;
using ChatSdk.Tests.Http;

namespace ChatSdk.Tests.Faults;

/// <summary>Tests compressed bodies. Row numbers refer to the table in <c>docs/errors-and-retries.md</c>.</summary>
[TestFixture]
public sealed class StreamPackingFaultTests : StreamFaultTest
{
    private const int Limit = 1024 * 1024;

    [Test]
    [Fault(70, "a compressed stream, which may be a decompression bomb", "the chunks as they are received; `ChatProtocolException` if an event decompresses to more than `MaxMessageBytes`", Kept = "text")]
    public async Task Row_70_compressed_stream_is_decompressed_up_to_the_limit([Values("gzip", "br", "deflate")] string encoding, [Values] bool hasCustomHttpClient)
    {
        using var http = new HttpClient();
        using var other = new ChatClient(http, Limited());
        Server.AnswersAlways(Packed(Bomb, encoding, "text/event-stream"));
        await using var chunks = (hasCustomHttpClient ? other : Client).CreateStreamAsync("Hi", cancellationToken: Guard).GetAsyncEnumerator(Guard);
        (await chunks.MoveNextAsync()).Should().BeTrue();
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var failure = (await FluentActions.Awaiting(async () => await chunks.MoveNextAsync()).Should().ThrowAsync<ChatProtocolException>()).Which;

        (GC.GetTotalAllocatedBytes(precise: true) - before).Should().BeLessThan(3 * Limit);
        failure.Message.Should().Contain("MaxMessageBytes");
        failure.Partial!.Text.Should().Be("Hel");
        failure.Attempts.Should().Be(1);
        await NoConnectionIsInUseAsync();
    }

    [TestCase("gzip")]
    [TestCase("br")]
    [TestCase("deflate")]
    public async Task Compressed_event_is_read_before_the_next_one_arrives(string encoding)
    {
        Server.Answers(FakeAnswer.Bytes(Packing.PackStart($"data: {Piece("Hello")}\n\n", encoding), "text/event-stream").WithHeader("Content-Encoding", encoding).ThenHangs());

        await foreach (var chunk in Client.CreateStreamAsync("Hi", cancellationToken: Guard))
        {
            chunk.Text.Should().Be("Hello");
            break;
        }

        await (await Server.NextRequestAsync(Guard)).ClientDisconnected.WaitAsync(Guard);
        await NoConnectionIsInUseAsync();
    }

    [TestCase(200, "ChatProtocolException")]
    [TestCase(400, "ChatApiException")]
    public async Task Size_limit_applies_to_the_decompressed_answer(int status, string failure)
    {
        Limited();
        Server.AnswersAlways(Packed(Bomb, "gzip", "application/json", status));
        Exception? thrown = null;
        var before = GC.GetTotalAllocatedBytes(precise: true);

        try
        {
            await Client.CreateAsync("Hi", cancellationToken: Guard);
        }
        catch (ChatException exception)
        {
            thrown = exception;
        }

        (GC.GetTotalAllocatedBytes(precise: true) - before).Should().BeLessThan(3 * Limit);
        thrown!.GetType().Name.Should().Be(failure);
        await NoConnectionIsInUseAsync();
    }

    private static string Bomb => $"data: {Piece("Hel")}\n\ndata: {new string('x', 64 * Limit)}";

    private static FakeAnswer Packed(string body, string encoding, string contentType, int status = 200) =>
        FakeAnswer.Bytes(Packing.Pack(body, encoding), contentType, status).WithHeader("Content-Encoding", encoding);

    private ChatClientOptions Limited()
    {
        Options.MaxMessageBytes = Limit;
        return Options;
    }
}
