using System.Net;
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

    [Test]
    public async Task Response_without_its_request_is_read_like_any_other()
    {
        using var http = new HttpClient(new StubHandler(() => new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent("""{"error":{"message":"no"}}""") }));
        using var client = new ChatClient(http, _options);

        (await client.Invoking(asked => asked.CreateAsync("Hi")).Should().ThrowAsync<ChatApiException>()).Which.ServerMessage.Should().Be("no");
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
        return (await client.Invoking(asked => asked.CreateAsync("Hi")).Should().ThrowAsync<T>()).Which;
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
