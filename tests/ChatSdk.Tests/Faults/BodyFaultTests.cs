using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using Polly.Timeout;

namespace ChatSdk.Tests.Faults;

/// <summary>
/// Tests that any exception that is thrown while a body is read becomes a <see cref="ChatException"/>, unless the
/// caller canceled. If the answer is streamed, the <see cref="ChatException"/> contains the partial answer.
/// Row numbers refer to the table in <c>docs/errors-and-retries.md</c>.
/// </summary>
[TestFixture]
public sealed class BodyFaultTests : FaultTest
{
    private static IEnumerable<TestCaseData> Failures =>
    [
        Case(() => new IOException("x"), ChatConnectionErrorKind.Reset),
        Case(() => new IOException("x", new SocketException((int)SocketError.TimedOut)), ChatConnectionErrorKind.Reset),
        Case(() => new HttpRequestException(HttpRequestError.ResponseEnded), ChatConnectionErrorKind.Reset),
        Case(() => new SocketException((int)SocketError.ConnectionReset), ChatConnectionErrorKind.Reset),
        Case(() => new SocketException((int)SocketError.ConnectionAborted), ChatConnectionErrorKind.Reset),
        Case(() => new AuthenticationException("x"), ChatConnectionErrorKind.Tls),
        Case(() => new CryptographicException("x"), ChatConnectionErrorKind.Other),
        Case(() => new NotSupportedException("x"), ChatConnectionErrorKind.Other),
        Case(() => new UnauthorizedAccessException("x"), ChatConnectionErrorKind.Other),
        Case(() => new InvalidOperationException("x"), ChatConnectionErrorKind.Other),
        Case(() => new ObjectDisposedException("x"), ChatConnectionErrorKind.Other),
        Case(() => new FormatException("x"), ChatConnectionErrorKind.Other),
        Case(() => new TimeoutException("x"), ChatTimeoutKind.Response),
        Case(() => new TimeoutRejectedException("x"), ChatTimeoutKind.Response),
        Case(() => new TaskCanceledException("x"), ChatTimeoutKind.Response),
        Case(() => new OperationCanceledException("x", new TimeoutException()), ChatTimeoutKind.Response),
        Case(() => new InvalidDataException("x"), null),
    ];

    [TestCaseSource(nameof(Failures))]
    [Fault(49, "the response body throws an exception while a stream is read, for example because a handler replaced the body", "a `ChatException`, with that exception as the inner exception", Kept = "text")]
    public async Task Row_49_exception_from_the_body_of_a_stream_becomes_a_ChatException_with_the_partial_answer(Func<Exception> failure, object? kind)
    {
        using var handler = new BrokenBody($"data: {Piece("Hel")}\n\n", "text/event-stream", failure);
        using var http = new HttpClient(handler);
        using var client = new ChatClient(http, Options);
        await using var chunks = client.CreateStreamAsync("Hi", cancellationToken: Guard).GetAsyncEnumerator(Guard);
        await chunks.MoveNextAsync();

        var thrown = (await FluentActions.Awaiting(async () => await chunks.MoveNextAsync()).Should().ThrowAsync<ChatException>()).Which;

        ShouldBe(thrown, kind, failure);
        thrown.Partial!.Text.Should().Be("Hel");
        handler.Requests.Should().Be(1);
    }

    [TestCaseSource(nameof(Failures))]
    public Task Exception_on_the_first_read_of_a_body_becomes_a_ChatException(Func<Exception> failure, object? kind) => ShouldFailAsync("", failure, kind);

    [TestCaseSource(nameof(Failures))]
    public Task Exception_after_the_first_bytes_of_a_body_becomes_a_ChatException(Func<Exception> failure, object? kind) => ShouldFailAsync(Hi[..10], failure, kind);

    [TestCaseSource(nameof(Failures))]
    public async Task Exception_from_content_that_cannot_be_opened_becomes_a_ChatException(Func<Exception> failure, object? kind)
    {
        Options.MaxRetries = 0;
        using var http = new HttpClient(new UnreadableHandler(failure));
        using var client = new ChatClient(http, Options);

        var thrown = (await client.Awaiting(it => it.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ChatException>()).Which;

        ShouldBe(thrown, kind, failure);
        thrown.Attempts.Should().Be(1);
    }

    [Test]
    public async Task Exception_from_a_body_becomes_an_OperationCanceledException_if_the_caller_canceled()
    {
        using var caller = new CancellationTokenSource();
        using var http = new HttpClient(new BrokenBody($"data: {Piece("Hel")}\n\n", "text/event-stream", () =>
        {
            caller.Cancel();
            return new ObjectDisposedException("the socket");
        }));
        using var client = new ChatClient(http, Options);

        var read = async () => await client.CreateStreamAsync("Hi", cancellationToken: caller.Token).ToCompletionAsync(Guard);

        (await read.Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(caller.Token);
    }

    [Test]
    public async Task Exception_that_resembles_a_decompression_error_becomes_a_ChatConnectionException()
    {
        Options.MaxRetries = 0;
        using var http = new HttpClient(new BrokenBody("", "application/json", () => new InvalidOperationException("x") { Source = "System.IO.Compression.Brotli" }, "br"));
        using var client = new ChatClient(http, Options);

        (await client.Awaiting(it => it.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ChatConnectionException>()).Which.InnerException!.Message.Should().Be("x");
    }

    private static TestCaseData Case(Func<Exception> failure, object? kind)
    {
        var thrown = failure();
        return new TestCaseData(failure, kind).SetArgDisplayNames(thrown.GetType().Name + (thrown.InnerException is { } inner ? $" with {inner.GetType().Name}" : "") + (thrown is SocketException socket ? $" {socket.SocketErrorCode}" : ""));
    }

    private static void ShouldBe(ChatException thrown, object? kind, Func<Exception> failure)
    {
        (thrown switch
        {
            ChatConnectionException connection => connection.Kind,
            ChatTimeoutException timeout => timeout.Kind,
            ChatProtocolException => null,
            _ => (object)thrown,
        }).Should().Be(kind);
        thrown.InnerException!.GetType().Should().Be(failure().GetType(), "the inner exception is the one that the body threw");
        thrown.Message.Should().NotContain("-0.001", "an infinite timeout must not be reported as a number of seconds");
    }

    private async Task ShouldFailAsync(string start, Func<Exception> failure, object? kind)
    {
        Options.MaxRetries = 1;
        using var handler = new BrokenBody(start, "application/json", failure);
        using var http = new HttpClient(handler);
        using var client = new ChatClient(http, Options);

        var thrown = (await client.Awaiting(it => it.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ChatException>()).Which;

        ShouldBe(thrown, kind, failure);
        handler.Requests.Should().Be(thrown.IsRetryable ? 2 : 1);
        thrown.Attempts.Should().Be(handler.Requests);
    }

    private sealed class UnreadableHandler(Func<Exception> failure) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new UnreadableContent(failure) });
    }

    private sealed class UnreadableContent(Func<Exception> failure) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) => throw failure();

        protected override Task<Stream> CreateContentReadStreamAsync() => throw failure();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
