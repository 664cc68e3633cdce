using System.Net;
using System.Net.Sockets;
using Polly.Timeout;

namespace ChatSdk.Tests.Http;

/// <summary>Tests custom message handlers. Whatever exception a handler throws, the caller gets a <see cref="ChatException"/>.</summary>
[TestFixture]
public sealed class CustomHandlerTests
{
    private static readonly ChatClientOptions _options = new() { BaseAddress = "http://127.0.0.1/v1", Model = "m", MaxRetries = 0 };

    [Test]
    public async Task InvalidOperationException_from_a_handler_becomes_a_connection_exception()
    {
        var failure = await FailAsync<ChatConnectionException>(new InvalidOperationException("The circuit is open."));

        failure.Kind.Should().Be(ChatConnectionErrorKind.Other);
        failure.InnerException!.Message.Should().Contain("circuit");
    }

    [Test]
    public async Task ObjectDisposedException_from_a_handler_becomes_a_connection_exception()
    {
        (await FailAsync<ChatConnectionException>(new ObjectDisposedException("the handler's own stream"))).Kind.Should().Be(ChatConnectionErrorKind.Other);
    }

    [Test]
    public async Task Timeout_in_a_handler_is_not_attributed_to_the_client()
    {
        (await FailAsync<ChatTimeoutException>(new TimeoutRejectedException("10 s"))).Message.Should().NotContain("AttemptTimeout");
        (await FailAsync<ChatTimeoutException>(new TimeoutException("10 s"))).Kind.Should().Be(ChatTimeoutKind.Response);
    }

    [TestCase("A connection could not be established within the configured ConnectTimeout.")]
    [TestCase("net_http_connect_timedout")]
    [TestCase("a message from another runtime")]
    public async Task Connect_timeout_is_recognized_whatever_its_message(string words)
    {
        // SocketsHttpHandler throws this exception. Its message is merely a resource key if System.Resources.UseSystemResourceKeys is enabled.
        var exception = new TaskCanceledException("x", new TimeoutException(words, new IOException("x")), new CancellationToken(canceled: true));

        (await FailAsync<ChatTimeoutException>(exception)).Kind.Should().Be(ChatTimeoutKind.Connect);
    }

    [Test]
    public async Task Timeout_of_the_callers_http_client_is_recognized_even_if_its_message_is_a_resource_key()
    {
        var exception = new TaskCanceledException("net_http_request_timedout, 5", new TimeoutException("x", new TaskCanceledException()), new CancellationToken(canceled: true));

        var failure = await FailAsync<ChatTimeoutException>(exception);

        failure.Kind.Should().Be(ChatTimeoutKind.Response);
        failure.Message.Should().Contain("HttpClient.Timeout");
    }

    [Test]
    public async Task Cancellation_caused_by_a_handler_timeout_is_attributed_to_the_handler()
    {
        var failure = await FailAsync<ChatTimeoutException>(new TaskCanceledException("x", new TimeoutException("My handler waited 5 s.")));

        failure.Kind.Should().Be(ChatTimeoutKind.Response);
        failure.Message.Should().Contain("handler").And.NotContain("HttpClient.Timeout");
    }

    [TestCase(SocketError.ConnectionReset)]
    [TestCase(SocketError.ConnectionAborted)]
    public async Task Connection_that_is_reset_or_aborted_while_connecting_is_reported_as_a_reset(SocketError error)
    {
        var plain = new HttpRequestException(HttpRequestError.ConnectionError, "x", new SocketException((int)error));
        var secure = new HttpRequestException(HttpRequestError.SecureConnectionError, "x", new IOException("x", new SocketException((int)error)));

        (await FailAsync<ChatConnectionException>(plain)).Kind.Should().Be(ChatConnectionErrorKind.Reset);
        (await FailAsync<ChatConnectionException>(secure)).Kind.Should().Be(ChatConnectionErrorKind.Reset);
        (await FailAsync<ChatConnectionException>(new SocketException((int)error))).Kind.Should().Be(ChatConnectionErrorKind.Reset);
    }

    [Test]
    public async Task Response_without_a_request_message_is_read()
    {
        using var http = new HttpClient(new StubHandler(() => new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent("""{"error":{"message":"no"}}""") }));
        using var client = new ChatClient(http, _options);

        (await client.Invoking(it => it.CreateAsync("Hi")).Should().ThrowAsync<ChatApiException>()).Which.ServerMessage.Should().Be("no");
    }

    [Test]
    public async Task Http_version_set_on_the_callers_http_client_is_used()
    {
        HttpRequestMessage? sent = null;
        using var http = new HttpClient(new StubHandler(() => new HttpResponseMessage { Content = new StringContent("""{"choices":[]}""") }, request => sent = request))
        {
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var client = new ChatClient(http, _options);

        await client.CreateAsync("Hi");

        sent!.Version.Should().Be(HttpVersion.Version20);
        sent.VersionPolicy.Should().Be(HttpVersionPolicy.RequestVersionExact);
    }

    private static async Task<T> FailAsync<T>(Exception exception)
        where T : ChatException
    {
        using var http = new HttpClient(new StubHandler(() => throw exception));
        using var client = new ChatClient(http, _options);
        return (await client.Invoking(it => it.CreateAsync("Hi")).Should().ThrowAsync<T>()).Which;
    }

    private sealed class StubHandler(Func<HttpResponseMessage> answer, Action<HttpRequestMessage>? see = null) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            see?.Invoke(request);
            return Task.FromResult(answer());
        }
    }
}
