using ChatSdk.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ChatSdk.Tests.Http;

/// <summary>Tests compressed answers.</summary>
[TestFixture]
public sealed class CompressionTests : ClientTest
{
    [TestCase("gzip")]
    [TestCase("br")]
    [TestCase("deflate")]
    public async Task Compression_is_requested_and_the_compressed_answer_is_read(string encoding)
    {
        Server.Answers(FakeAnswer.Bytes(Packing.Pack(Hi, encoding), "application/json").WithHeader("Content-Encoding", encoding));

        var answer = await Client.CreateAsync("Hi", cancellationToken: Guard);

        answer.Text.Should().Be("Hi");
        Server.Requests[0].Headers["Accept-Encoding"].Should().Contain(encoding);
    }

    [TestCase("raw deflate", "deflate")]
    [TestCase("gzip,gzip", "gzip, gzip")]
    [TestCase("gzip", "gzip, identity")]
    [TestCase("gzip", "identity, gzip")]
    [TestCase("br,gzip", "br, gzip")]
    [TestCase("gzip,br", "GZIP, BR")]
    [TestCase("raw deflate,deflate,br", "deflate, deflate, br")]
    [TestCase("gzip", "x-gzip")]
    [TestCase("", "identity")]
    [TestCase("", "utf-8")]
    public async Task Client_created_directly_or_by_dependency_injection_reads_unusual_content_encodings(string packing, string encoding)
    {
        var plain = PackAll(Hi, packing);
        var stream = PackAll($"data: {Piece("Hel")}\n\ndata: {Piece("lo")}\n\ndata: [DONE]\n\n", packing);
        var services = new ServiceCollection();
        services.AddChatClient(options => (options.BaseAddress, options.Model) = (Server.BaseAddress, "m"));
        await using var provider = services.BuildServiceProvider();
        foreach (var client in new[] { Client, provider.GetRequiredService<ChatClient>() })
        {
            Server.Answers(FakeAnswer.Bytes(plain, "application/json").WithHeader("Content-Encoding", encoding));
            Server.Answers(FakeAnswer.Bytes(stream, "text/event-stream").WithHeader("Content-Encoding", encoding).SplitEvery(1));

            (await client.CreateAsync("Hi", cancellationToken: Guard)).Text.Should().Be("Hi");
            (await ReadAsync(client.CreateStreamAsync("Hi", cancellationToken: Guard))).Should().Be("Hello");
        }
    }

    [Test]
    public async Task Answer_with_too_many_encodings_throws()
    {
        var encoding = string.Join(", ", Enumerable.Repeat("gzip", 2000));
        Server.AnswersAlways(FakeAnswer.Bytes(Packing.Pack(Hi, "gzip"), "application/json").WithHeader("Content-Encoding", encoding));

        await FluentActions.Awaiting(() => Client.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ChatProtocolException>();
    }

    [Test]
    public async Task Exception_names_a_content_encoding_that_is_not_supported()
    {
        Server.AnswersAlways(FakeAnswer.Bytes(new byte[] { 0x28, 0xB5, 0x2F, 0xFD }, "application/json").WithHeader("Content-Encoding", "zstd"));

        await FluentActions.Awaiting(() => Client.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ChatProtocolException>().WithMessage("*content encoding zstd (supported: gzip, deflate, br)*");
    }

    [TestCase("gzip")]
    [TestCase("br")]
    [TestCase("deflate")]
    public async Task Empty_body_with_a_content_encoding_throws_with_an_empty_ResponseBody(string encoding)
    {
        Server.AnswersAlways(FakeAnswer.Raw("", "application/json").WithHeader("Content-Encoding", encoding));

        (await FluentActions.Awaiting(() => Client.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ChatProtocolException>()).Which.ResponseBody.Should().BeEmpty();
    }

    [TestCase("gzip")]
    [TestCase("br")]
    public async Task Compressed_stream_is_read(string encoding)
    {
        var body = Packing.Pack($"data: {Piece("Hel")}\n\ndata: {Piece("lo")}\n\ndata: [DONE]\n\n", encoding);
        Server.Answers(FakeAnswer.Bytes(body, "text/event-stream").WithHeader("Content-Encoding", encoding).SplitEvery(7));

        var text = await ReadAsync(Client.CreateStreamAsync("Hi", cancellationToken: Guard));

        text.Should().Be("Hello");
    }

    [Test]
    public async Task MaxMessageBytes_limits_the_decompressed_size_of_an_answer()
    {
        Options.MaxMessageBytes = 100_000;
        Server.AnswersAlways(FakeAnswer.Bytes(Packing.Pack(new string(' ', 10_000_000), "gzip"), "application/json").WithHeader("Content-Encoding", "gzip"));

        var act = () => Client.CreateAsync("Hi", cancellationToken: Guard);

        (await act.Should().ThrowAsync<ChatProtocolException>()).Which.Message.Should().Contain("100000 bytes").And.Contain("MaxMessageBytes");
    }

    [TestCase("gzip")]
    [TestCase("br")]
    [TestCase("deflate")]
    public async Task Answer_that_does_not_match_its_content_encoding_throws(string encoding)
    {
        Server.AnswersAlways(FakeAnswer.Raw("This is not compressed, although the header says so.", "application/json").WithHeader("Content-Encoding", encoding));

        var call = () => Client.CreateAsync("Hi", cancellationToken: Guard);
        var stream = () => ReadAsync(Client.CreateStreamAsync("Hi", cancellationToken: Guard));

        await call.Should().ThrowAsync<ChatProtocolException>();
        await stream.Should().ThrowAsync<ChatProtocolException>();
    }

    [Test]
    public async Task Compressed_stream_that_becomes_invalid_throws_with_the_partial_answer()
    {
        var body = Packing.Pack($"data: {Piece("Hel")}\n\n", "gzip");
        byte[] broken = [.. body, .. body[..^8], .. "junkjunk"u8];
        Server.Answers(FakeAnswer.Bytes(broken, "text/event-stream").WithHeader("Content-Encoding", "gzip").SplitAt(body.Length));

        var (text, failure) = await ReadBrokenAsync();

        text.Should().StartWith("Hel");
        failure.Partial!.Text.Should().Be(text);
    }

    private static byte[] PackAll(string text, string packings) =>
        packings.Split(',', StringSplitOptions.RemoveEmptyEntries).Aggregate(System.Text.Encoding.UTF8.GetBytes(text), Packing.Pack);
}
