using System.Net;
using System.Net.Sockets;
using System.Text;
using ChatSdk.Testing;
using ChatSdk.Tests.Http;

namespace ChatSdk.Tests.Faults;

/// <summary>Tests calls through proxies that refuse a request or cannot be reached. The exception names the proxy, but does not contain its password. Row numbers refer to the table in <c>docs/errors-and-retries.md</c>.</summary>
/// <param name="streams">Whether the calls are streamed.</param>
[TestFixture(false)]
[TestFixture(true)]
public sealed class ProxyFaultTests(bool streams) : BothFormsFaultTest(streams)
{
    private const string _user = "corp-user";
    private const string _password = "corp-secret";

    private readonly IWebProxy _before = HttpClient.DefaultProxy;

    [TearDown]
    public void RestoreProxy() => HttpClient.DefaultProxy = _before;

    [TestCase(407, "Proxy Authentication Required", 1)]
    [TestCase(403, "Forbidden", 1)]
    [TestCase(502, "Bad Gateway", 3)]
    [Fault(19, "407 or 403 from a proxy", "`ChatConnectionException` (Proxy), whose message names the proxy; for 403 over plain HTTP, `ChatApiException` (Permission), whose message also names the proxy")]
    public async Task Row_19_refused_proxy_tunnel_throws_a_proxy_exception(int status, string reason, int attempts)
    {
        using var proxy = new PuppetServer();
        var name = UseProxy(proxy.BaseAddress);
        Options.BaseAddress = "https://model.example/v1";

        var call = FailAsync<ChatConnectionException>();
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            await RefuseTunnelAsync(proxy, status, reason);
        }

        var failure = await call;
        failure.Kind.Should().Be(ChatConnectionErrorKind.Proxy);
        failure.Message.Should().Contain(name).And.Contain($"{status}").And.Contain("model.example");
        failure.IsRetryable.Should().Be(attempts > 1);
        failure.Attempts.Should().Be(attempts);
        failure.ToString().Should().NotContainAny(_user, _password);
    }

    [TestCase("The proxy tunnel request to proxy 'http://corp-user:corp-secret@10.0.0.1:3128/' failed with status code '407'.\"")]
    [TestCase("net_http_proxy_tunnel_returned_failure_status_code, http://corp-user:corp-secret@10.0.0.1:3128/, 407")]
    public async Task Proxy_and_tunnel_status_are_read_from_the_exception_message(string message)
    {
        using var http = new HttpClient(new ThrowingHandler(new HttpRequestException(HttpRequestError.ProxyTunnelError, message)));
        Options.BaseAddress = "https://model.example/v1";
        using var client = new ChatClient(http, Options);

        var failure = await FailAsync<ChatConnectionException>(client);

        failure.Message.Should().Contain("http://10.0.0.1:3128").And.Contain("407");
        failure.Attempts.Should().Be(1);
        failure.ToString().Should().NotContainAny(_user, _password);
    }

    [Test]
    public async Task Message_names_the_proxy_of_the_callers_own_http_client()
    {
        using var proxy = new PuppetServer();
        var address = new Uri(proxy.BaseAddress);
        using var http = new HttpClient(new SocketsHttpHandler { Proxy = new WebProxy($"http://{_user}:{_password}@{address.Authority}") });
        Options.BaseAddress = "https://model.example/v1";
        using var client = new ChatClient(http, Options);

        var call = FailAsync<ChatConnectionException>(client);
        await RefuseTunnelAsync(proxy, 407, "Proxy Authentication Required");

        (await call).Message.Should().Contain(address.Authority).And.Contain("407");
        (await call).ToString().Should().NotContainAny(_user, _password);
    }

    [Test]
    public async Task Plain_http_request_that_the_proxy_refuses_with_407_throws_a_proxy_exception()
    {
        var name = UseProxy(Server.BaseAddress);
        Options.BaseAddress = "http://model.example/v1";
        Server.AnswersAlways(FakeAnswer.Raw("<h1>Cache Access Denied</h1>", "text/html", 407).WithHeader("Proxy-Authenticate", "Basic realm=\"corp\""));

        var failure = await FailAsync<ChatConnectionException>();

        failure.Kind.Should().Be(ChatConnectionErrorKind.Proxy);
        failure.Message.Should().Contain(name).And.Contain("407").And.Contain("model.example");
        failure.IsRetryable.Should().BeFalse();
        failure.ToString().Should().NotContainAny(_user, _password);
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Status_407_throws_a_proxy_exception_even_if_no_proxy_is_known()
    {
        Server.AnswersAlways(FakeAnswer.Raw("", "text/html", 407));

        var failure = await FailAsync<ChatConnectionException>();

        failure.Kind.Should().Be(ChatConnectionErrorKind.Proxy);
        failure.Message.Should().Contain("407").And.Contain(new Uri(Server.BaseAddress).Authority);
    }

    [Test]
    public async Task Message_names_a_proxy_that_may_have_refused_the_request()
    {
        var name = UseProxy(Server.BaseAddress);
        Options.BaseAddress = "http://model.example/v1";
        Server.AnswersAlways(FakeAnswer.Raw("<title>ERROR: not allowed</title>", "text/html", 403));

        var failure = await FailAsync<ChatApiException>();

        failure.Kind.Should().Be(ChatErrorKind.Permission);
        failure.Message.Should().Contain("403").And.Contain(name).And.Contain("ERROR: not allowed").And.NotContainAny(_user, _password);
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Message_does_not_mention_a_proxy_that_the_request_bypasses()
    {
        UseProxy(PuppetServer.DeadAddress(), bypassed: "127.0.0.1");
        Server.AnswersAlways(FakeAnswer.Error(403, "No"));

        (await FailAsync<ChatApiException>()).Message.Should().NotContain("proxy");
    }

    [Fault(2, "the proxy cannot be reached", "`ChatConnectionException` (Proxy), whose message names the proxy and, if the server is local, `NO_PROXY`", Retried = "yes")]
    [TestCase("http://model.example/v1", false)]
    [TestCase("https://model.example/v1", false)]
    [TestCase("http://203.0.113.7/v1", false)]
    [TestCase("http://localhost:11434/v1", true)]
    [TestCase("http://127.0.0.1:8080/v1", true)]
    [TestCase("http://[::1]:8080/v1", true)]
    [TestCase("http://model-server:8000/v1", true)]
    [TestCase("http://192.168.1.20:8000/v1", true)]
    [TestCase("http://10.1.2.3:8000/v1", true)]
    [TestCase("http://172.20.0.2:8000/v1", true)]
    [TestCase("http://gpu.local/v1", true)]
    public async Task Row_2_unreachable_proxy_throws_a_proxy_exception(string target, bool isLocal)
    {
        var name = UseProxy(PuppetServer.DeadAddress());
        Options.BaseAddress = target;

        var failure = await FailAsync<ChatConnectionException>();

        failure.Kind.Should().Be(ChatConnectionErrorKind.Proxy);
        failure.Message.Should().Contain(name).And.Contain("refused").And.Contain(new Uri(target).Authority);
        failure.Message.Contains("NO_PROXY", StringComparison.Ordinal).Should().Be(isLocal);
        failure.IsRetryable.Should().BeTrue();
        failure.ToString().Should().NotContainAny(_user, _password);
    }

    [Test]
    public async Task Unreachable_proxy_of_the_callers_own_http_client_throws_a_proxy_exception()
    {
        var address = new Uri(PuppetServer.DeadAddress());
        using var http = new HttpClient(new SocketsHttpHandler { Proxy = new WebProxy($"http://{_user}:{_password}@{address.Authority}") });
        Options.BaseAddress = "http://model.example/v1";
        using var client = new ChatClient(http, Options);

        var failure = await FailAsync<ChatConnectionException>(client);

        failure.Kind.Should().Be(ChatConnectionErrorKind.Proxy);
        failure.Message.Should().Contain(address.Authority).And.Contain("model.example").And.NotContainAny(_user, _password);
    }

    [Test]
    public async Task Proxy_with_an_unknown_host_name_throws_a_proxy_exception()
    {
        HttpClient.DefaultProxy = new WebProxy("http://proxy.invalid:3128");
        Options.BaseAddress = "http://model.example/v1";

        var failure = await FailAsync<ChatConnectionException>();

        failure.Kind.Should().Be(ChatConnectionErrorKind.Proxy);
        failure.Message.Should().Contain("http://proxy.invalid:3128");
    }

    [TestCase("localhost")]
    [TestCase("127.0.0.1")]
    [TestCase("[::1]")]
    public async Task Refused_connection_that_bypasses_the_proxy_is_reported_as_refused(string host)
    {
        UseProxy(PuppetServer.DeadAddress(), bypassed: @"localhost|127\.0\.0\.1|::1");
        Options.BaseAddress = new UriBuilder(PuppetServer.DeadAddress()) { Host = host }.Uri.AbsoluteUri;

        var failure = await FailAsync<ChatConnectionException>();

        failure.Kind.Should().Be(ChatConnectionErrorKind.Refused);
        failure.Message.Should().StartWith($"The connection to http://{new Uri(Options.BaseAddress).Authority} was refused. Is the server running?");
    }

    private static string UseProxy(string address, string? bypassed = null)
    {
        var authority = new Uri(address).Authority;
        HttpClient.DefaultProxy = new WebProxy($"http://{_user}:{_password}@{authority}") { BypassList = bypassed is null ? [] : [bypassed] };
        return $"http://{authority}";
    }

    private static async Task RefuseTunnelAsync(PuppetServer proxy, int status, string reason)
    {
        var socket = await proxy.AcceptAsync(Guard);
        var request = "";
        var buffer = new byte[4096];
        while (!request.EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            request += Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer, SocketFlags.None, Guard));
        }

        request.Should().StartWith("CONNECT ");
        await PuppetServer.SendAsync(socket, $"HTTP/1.1 {status} {reason}\r\nProxy-Authenticate: Basic realm=\"corp\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        socket.Close();
    }

    // Throws the given exception. In .NET 8, only the message of a tunnel exception contains the status.
    private sealed class ThrowingHandler(Exception exception) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => throw exception;
    }
}
