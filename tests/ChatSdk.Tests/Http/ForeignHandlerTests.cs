using System.Net;
using System.Net.Sockets;
using Polly.Timeout;

namespace ChatSdk.Tests.Http;

/// <summary>Tests custom handlers, which throw their own exceptions; callers still see one exception family.</summary>
[TestFixture]
public sealed class ForeignHandlerTests
{
    private static readonly ChatClientOptions _options = new() { BaseAddress = "http://127.0.0.1/v1", Model = "m", MaxRetries = 0 };

    [Test]
    public async Task Exception_of_any_type_is_a_connection_error()
    {
        var failure = await FailAsync<ChatConnectionException>(new InvalidOperationException("The circuit is open."));

        failure.Kind.Should().Be(ChatConnectionErrorKind.Other);
        failure.InnerException!.Message.Should().Contain("circuit");
    }

    [Test]
    public async Task Timeout_of_a_handler_is_not_reported_as_one_of_the_client()
    {
        (await FailAsync<ChatTimeoutException>(new TimeoutRejectedException("10 s"))).Message.Should().NotContain("AttemptTimeout");
        (await FailAsync<ChatTimeoutException>(new TimeoutException("10 s"))).Kind.Should().Be(ChatTimeoutKind.Response);
    }

    [TestCase("A connection could not be established within the configured ConnectTimeout.")]
    [TestCase("net_http_connect_timedout")]
    [TestCase("words of another runtime")]
    public async Task Connect_timeout_of_the_platform_is_recognised_whatever_its_words(string words)
    {
        // What SocketsHttpHandler throws, whose messages are only keys where System.Resources.UseSystemResourceKeys is on.
        var exception = new TaskCanceledException("x", new TimeoutException(words, new IOException("x")), new CancellationToken(canceled: true));

        (await FailAsync<ChatTimeoutException>(exception)).Kind.Should().Be(ChatTimeoutKind.Connect);
    }

    [Test]
    public async Task Timeout_of_the_given_http_client_is_recognised_whatever_its_words()
    {
        var exception = new TaskCanceledException("net_http_request_timedout, 5", new TimeoutException("x", new TaskCanceledException()), new CancellationToken(canceled: true));

        var failure = await FailAsync<ChatTimeoutException>(exception);

        failure.Kind.Should().Be(ChatTimeoutKind.Response);
        failure.Message.Should().Contain("HttpClient.Timeout");
    }

    [Test]
    public async Task Timeout_that_a_handler_calls_a_cancellation_is_the_handlers()
    {
        var failure = await FailAsync<ChatTimeoutException>(new TaskCanceledException("x", new TimeoutException("My handler waited 5 s.")));

        failure.Kind.Should().Be(ChatTimeoutKind.Response);
        failure.Message.Should().Contain("handler").And.NotContain("HttpClient.Timeout");
    }

    [TestCase(SocketError.ConnectionReset)]
    [TestCase(SocketError.ConnectionAborted)]
    public async Task Reset_while_connecting_is_a_reset(SocketError error)
    {
        var plain = new HttpRequestException(HttpRequestError.ConnectionError, "x", new SocketException((int)error));
        var secure = new HttpRequestException(HttpRequestError.SecureConnectionError, "x", new IOException("x", new SocketException((int)error)));

        (await FailAsync<ChatConnectionException>(plain)).Kind.Should().Be(ChatConnectionErrorKind.Reset);
        (await FailAsync<ChatConnectionException>(secure)).Kind.Should().Be(ChatConnectionErrorKind.Reset);
        (await FailAsync<ChatConnectionException>(new SocketException((int)error))).Kind.Should().Be(ChatConnectionErrorKind.Reset);
    }

    [Test]
    public async Task Response_without_its_request_is_read_like_any_other()
    {
        using var http = new HttpClient(new StubHandler(() => new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent("""{"error":{"message":"no"}}""") }));
        using var client = new ChatClient(http, _options);

        (await client.Invoking(it => it.CreateAsync("Hi")).Should().ThrowAsync<ChatApiException>()).Which.ServerMessage.Should().Be("no");
    }

    [Test]
    public async Task Http_version_of_the_callers_client_is_used()
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
