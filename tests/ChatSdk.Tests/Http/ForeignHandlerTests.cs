using System.Net;
using Polly.Timeout;

namespace ChatSdk.Tests.Http;

/// <summary>Handlers of the caller's own fail in ways of their own; what leaves the library is still of one family.</summary>
[TestFixture]
public sealed class ForeignHandlerTests
{
    private static readonly ChatClientOptions _options = new() { BaseAddress = "http://127.0.0.1/v1", Model = "m", MaxRetries = 0 };

    [Test]
    public async Task Failure_of_any_kind_is_a_failure_of_the_connection()
    {
        var failure = await FailAsync<ChatConnectionException>(new InvalidOperationException("The circuit is open."));

        failure.Kind.Should().Be(ChatConnectionErrorKind.Other);
        failure.InnerException!.Message.Should().Contain("circuit");
    }

    [Test]
    public async Task Time_limit_of_a_handler_is_not_taken_for_ours()
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
    public async Task Version_of_the_callers_client_is_asked_for()
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
