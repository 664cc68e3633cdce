using System.Globalization;
using System.Net.Sockets;
using ChatSdk.Testing;
using ChatSdk.Tests.Http;

namespace ChatSdk.Tests.Faults;

/// <summary>Tests streams that are cut off, stall, have a malformed chunked encoding, or end without <c>[DONE]</c>. Row numbers refer to the table in <c>docs/errors-and-retries.md</c>.</summary>
[TestFixture]
public sealed class StreamBreakFaultTests : StreamFaultTest
{
    private const string ToolCallAndUsage =
        """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_1","function":{"name":"get","arguments":"{\"a\":"}}]}}],"usage":{"total_tokens":7}}""";

    [Test]
    [Fault(49, "the connection is reset in the middle of a stream", "`ChatConnectionException` (Reset)", Kept = "text, tool call fragments, usage")]
    public async Task Row_49_connection_reset_throws_with_the_partial_answer()
    {
        await using var stream = await OpenAsync();
        await SendAndReadAsync(stream, ToolCallAndUsage);

        PuppetServer.Reset(stream.Socket);

        ShouldHavePartialAnswer(await BreakAsync<ChatConnectionException>(stream), ChatConnectionErrorKind.Reset);
    }

    [TestCase(true)]
    [TestCase(false)]
    [Fault(50, "the connection is closed in the middle of an HTTP chunk, or before `Content-Length` bytes have been sent", "`ChatConnectionException` (Reset)", Kept = "text")]
    public async Task Row_50_connection_closed_within_the_body_throws_a_connection_exception(bool isChunked)
    {
        await using var stream = await OpenAsync(isChunked ? ChunkedHead(1_000_000) : PuppetStream.LongHead);

        stream.Socket.Shutdown(SocketShutdown.Send);

        (await BreakAsync<ChatConnectionException>(stream)).Kind.Should().Be(ChatConnectionErrorKind.Reset);
    }

    [TestCase(true)]
    [TestCase(false)]
    [Fault(51, "a stream ends normally, but with neither `[DONE]` nor a finish reason", "`ChatConnectionException` (StreamTruncated)", Kept = "text, tool call fragments, usage")]
    public async Task Row_51_stream_without_done_or_finish_reason_throws_stream_truncated(bool isChunked)
    {
        var second = $"data: {ToolCallAndUsage}\n\n";
        await using var stream = await OpenAsync(isChunked ? ChunkedHead(FirstLength + second.Length) : PuppetStream.LastingHead);
        await PuppetServer.SendAsync(stream.Socket, second);
        (await stream.Chunks.MoveNextAsync()).Should().BeTrue();

        await PuppetServer.SendAsync(stream.Socket, isChunked ? "\r\n0\r\n\r\n" : "");
        stream.Socket.Shutdown(SocketShutdown.Send);

        ShouldHavePartialAnswer(await BreakAsync<ChatConnectionException>(stream), ChatConnectionErrorKind.StreamTruncated);
    }

    [Test]
    [Fault(52, "a stream ends after a finish reason, without `[DONE]`", "the stream ends without an exception", Kept = "all")]
    public async Task Row_52_stream_may_end_after_a_finish_reason_without_done()
    {
        Server.Answers(FakeAnswer.Events(Piece("Hello"), Finish));

        await SucceedAsync("Hello");
    }

    [Test]
    [Fault(53, "the chunked encoding of the body is malformed", "`ChatConnectionException`", Kept = "text, but .NET may discard bytes that were received in the same packet")]
    public async Task Row_53_malformed_chunked_encoding_in_a_stream_throws_a_connection_exception()
    {
        await using var stream = await OpenAsync(ChunkedHead(FirstLength));

        await PuppetServer.SendAsync(stream.Socket, "\r\nzz\r\n");

        (await BreakAsync<ChatConnectionException>(stream)).Kind.Should().Be(ChatConnectionErrorKind.Reset);
    }

    [Test]
    [Fault(54, "the server stops sending in the middle of a stream", "`ChatTimeoutException` (Idle) after `StreamIdleTimeout`", Kept = "text")]
    public async Task Row_54_stream_that_stalls_times_out()
    {
        var time = new ManualTime();
        Options.TimeProvider = time;
        await using var stream = await OpenAsync();
        var failure = BreakAsync<ChatTimeoutException>(stream);

        await time.NextTimerAsync(left => left == Options.StreamIdleTimeout, Guard);
        time.Advance(Options.StreamIdleTimeout);

        (await failure).Kind.Should().Be(ChatTimeoutKind.Idle);
    }

    [Test]
    [Fault(54, "the server sends only comments for longer than `EventIdleTimeout`", "`ChatTimeoutException` (Idle)", Kept = "text")]
    public async Task Row_54_stream_with_only_comments_times_out()
    {
        var time = new ManualTime();
        Options.TimeProvider = time;
        Options.EventIdleTimeout = TimeSpan.FromSeconds(60);
        await using var stream = await OpenAsync();
        var failure = BreakAsync<ChatTimeoutException>(stream);

        await time.NextTimerAsync(left => left == TimeSpan.FromSeconds(60), Guard);
        time.Advance(TimeSpan.FromSeconds(40));
        await PuppetServer.SendAsync(stream.Socket, ": keep-alive\n\n");
        await time.NextTimerAsync(left => left == TimeSpan.FromSeconds(20), Guard);
        time.Advance(TimeSpan.FromSeconds(20));

        (await failure).Kind.Should().Be(ChatTimeoutKind.Idle);
    }

    private static int FirstLength => $"data: {Piece("Hel")}\n\n".Length;

    private static string ChunkedHead(int length) =>
        string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n{length:x}\r\n");

    private static async Task SendAndReadAsync(PuppetStream stream, string data)
    {
        await PuppetServer.SendEventAsync(stream.Socket, data);
        (await stream.Chunks.MoveNextAsync()).Should().BeTrue();
    }

    private static void ShouldHavePartialAnswer(ChatConnectionException failure, ChatConnectionErrorKind kind)
    {
        failure.Kind.Should().Be(kind);
        failure.Partial!.Usage!.TotalTokens.Should().Be(7);
        failure.Partial.ToolCalls.Should().ContainSingle().Which.Function!.Arguments.Should().Be("""{"a":""");
    }
}
