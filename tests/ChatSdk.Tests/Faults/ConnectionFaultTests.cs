using System.Net.Sockets;
using ChatSdk.Tests.Http;

namespace ChatSdk.Tests.Faults;

/// <summary>Tests servers that cannot be reached, that close the connection before they answer, or that do not send valid HTTP. Row numbers refer to the table in <c>docs/errors-and-retries.md</c>.</summary>
/// <param name="streams">Whether the calls are streamed.</param>
[TestFixture(false)]
[TestFixture(true)]
public sealed class ConnectionFaultTests(bool streams) : BothFormsFaultTest(streams)
{
    private const int _attempts = 3;
    private const string _answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    [TestCase(SocketError.HostNotFound)]
    [TestCase(SocketError.TryAgain)]
    [TestCase(SocketError.NoData)]
    [Fault(1, "the host name cannot be resolved", "`ChatConnectionException` (Dns)", Retried = "yes")]
    public async Task Row_1_host_name_that_cannot_be_resolved_throws_a_dns_exception(SocketError error)
    {
        var tries = 0;
        var failure = await FailWithHttpAsync<ChatConnectionException>(_ =>
        {
            tries++;
            throw new SocketException((int)error);
        });

        failure.Kind.Should().Be(ChatConnectionErrorKind.Dns);
        failure.Attempts.Should().Be(_attempts);
        tries.Should().Be(_attempts);
    }

    [Test]
    [Fault(2, "no server listens at the address", "`ChatConnectionException` (Refused)", Retried = "yes")]
    public async Task Row_2_refused_connection_throws_a_connection_exception()
    {
        Options.BaseAddress = PuppetServer.DeadAddress();

        var failure = await FailAsync<ChatConnectionException>();

        failure.Kind.Should().Be(ChatConnectionErrorKind.Refused);
        failure.Attempts.Should().Be(_attempts);
        failure.Partial.Should().BeNull();
    }

    [Test]
    [Fault(3, "the connection is never established", "`ChatTimeoutException` (Connect) after `ConnectTimeout`", Retried = "yes")]
    public async Task Row_3_connection_that_is_never_established_times_out()
    {
        var failure = await FailWithHttpAsync<ChatTimeoutException>(async token =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return Stream.Null;
        });

        failure.Kind.Should().Be(ChatTimeoutKind.Connect);
        failure.Message.Should().Contain("ConnectTimeout");
        failure.Attempts.Should().Be(_attempts);
    }

    [Test]
    [Fault(4, "the server never answers the TLS handshake", "`ChatTimeoutException` (Connect) after `ConnectTimeout`", Retried = "yes")]
    public async Task Row_4_tls_handshake_that_is_never_answered_times_out()
    {
        using var puppet = new PuppetServer();
        Options.BaseAddress = Secure(puppet.BaseAddress);
        Options.ConnectTimeout = TimeSpan.FromMilliseconds(100);

        var failure = await FailAsync<ChatTimeoutException>();

        failure.Kind.Should().Be(ChatTimeoutKind.Connect);
        failure.Attempts.Should().Be(_attempts);
    }

    [Test]
    [Fault(6, "the address starts with `https://`, but the server speaks plain HTTP", "`ChatConnectionException` (Tls)")]
    public async Task Row_6_https_address_for_a_plain_http_server_throws_a_tls_exception()
    {
        Options.BaseAddress = Secure(Server.BaseAddress);

        var failure = await FailAsync<ChatConnectionException>();

        failure.Kind.Should().Be(ChatConnectionErrorKind.Tls);
        failure.IsRetryable.Should().BeFalse();
        failure.Attempts.Should().Be(1);
        Server.Requests.Should().BeEmpty();
    }

    [TestCase(false)]
    [TestCase(true)]
    [Fault(7, "the server closes the connection before it responds", "`ChatConnectionException` (Reset)", Retried = "yes")]
    [Fault(8, "the server resets the connection before it responds", "`ChatConnectionException` (Reset)", Retried = "yes")]
    public async Task Rows_7_8_connection_that_ends_before_the_answer_throws_a_connection_exception(bool resets)
    {
        using var puppet = new PuppetServer();
        Options.BaseAddress = puppet.BaseAddress;
        var call = FailAsync<ChatConnectionException>();

        for (var attempt = 0; attempt < _attempts; attempt++)
        {
            End(await puppet.AnswerAsync("", Guard), resets);
        }

        (await call).Kind.Should().Be(ChatConnectionErrorKind.Reset);
        (await call).Attempts.Should().Be(_attempts);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Row_8_connection_that_is_reset_right_after_it_is_accepted_throws_a_connection_exception(bool isSecure)
    {
        using var puppet = new PuppetServer();
        Options.BaseAddress = isSecure ? Secure(puppet.BaseAddress) : puppet.BaseAddress;
        var call = FailAsync<ChatConnectionException>();

        for (var attempt = 0; attempt < _attempts; attempt++)
        {
            PuppetServer.Reset(await puppet.AcceptAsync(Guard));
        }

        (await call).Kind.Should().Be(ChatConnectionErrorKind.Reset);
        (await call).Attempts.Should().Be(_attempts);
    }

    [Test]
    [Fault(9, "the server closed a pooled connection between two calls", "the answer, over a new connection", Retried = "not needed", Kept = "all")]
    public async Task Row_9_connection_that_was_closed_while_idle_is_replaced()
    {
        using var puppet = new PuppetServer();
        (Options.BaseAddress, Options.MaxRetries) = (puppet.BaseAddress, 0);
        var first = SendPromptAsync();
        var socket = await AnswerAsync(puppet);
        await first;
        End(socket, resets: false);

        var second = SendPromptAsync();
        await AnswerAsync(puppet);

        (await second).Text.Should().Be("Hi");
    }

    [Test]
    [Fault(10, "the server closes a pooled connection just as the next call arrives", "the answer, over a new connection", Retried = "yes", Kept = "all")]
    public async Task Row_10_connection_that_is_closed_as_the_request_arrives_is_replaced()
    {
        using var puppet = new PuppetServer();
        Options.BaseAddress = puppet.BaseAddress;
        var first = SendPromptAsync();
        var socket = await AnswerAsync(puppet);
        await first;

        var second = SendPromptAsync();
        await PuppetServer.ReadRequestAsync(socket, Guard);
        End(socket, resets: false);
        await AnswerAsync(puppet);

        (await second).Text.Should().Be("Hi");
    }

    [TestCase("220 mail.example.com ESMTP\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nbroken header\r\n\r\n")]
    [TestCase("\0\u0016\u0003\u007F\r\n\r\n")]
    [Fault(11, "the server does not speak HTTP", "`ChatProtocolException`")]
    public async Task Row_11_answer_that_is_not_http_throws_a_protocol_exception(string answer)
    {
        using var puppet = new PuppetServer();
        Options.BaseAddress = puppet.BaseAddress;
        var call = FailAsync<ChatProtocolException>();

        await puppet.AnswerAsync(answer, Guard);

        (await call).Attempts.Should().Be(1);
        (await call).IsRetryable.Should().BeFalse();
    }

    [Test]
    public async Task Row_53_malformed_chunked_encoding_throws_a_connection_exception()
    {
        using var puppet = new PuppetServer();
        (Options.BaseAddress, Options.MaxRetries) = (puppet.BaseAddress, 0);
        var call = FailAsync<ChatConnectionException>();

        await puppet.AnswerAsync($"{_answer}Transfer-Encoding: chunked\r\n\r\nzz\r\n", Guard);

        (await call).Kind.Should().Be(ChatConnectionErrorKind.Reset);
    }

    [Test]
    [Fault(12, "the response headers are larger than 64 KB", "`ChatProtocolException`")]
    public async Task Row_12_headers_longer_than_64_KB_throw_a_protocol_exception()
    {
        using var puppet = new PuppetServer();
        Options.BaseAddress = puppet.BaseAddress;
        var call = FailAsync<ChatProtocolException>();

        await puppet.AnswerAsync($"HTTP/1.1 200 OK\r\nX: {new string('x', 100_000)}", Guard);

        (await call).Attempts.Should().Be(1);
    }

    private static string Secure(string address) => address.Replace("http://", "https://", StringComparison.Ordinal);

    private static Task<Socket> AnswerAsync(PuppetServer puppet) =>
        puppet.AnswerAsync($"{_answer}Content-Length: {Hi.Length}\r\n\r\n{Hi}", Guard);

    private static void End(Socket socket, bool resets)
    {
        if (resets)
        {
            PuppetServer.Reset(socket);
        }
        else
        {
            socket.Close();
        }
    }

    private async Task<T> FailWithHttpAsync<T>(Func<CancellationToken, ValueTask<Stream>> connect)
        where T : ChatException
    {
        using var handler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromMilliseconds(50), ConnectCallback = (_, token) => connect(token) };
        using var http = new HttpClient(handler);
        using var client = new ChatClient(http, Options);
        return await FailAsync<T>(client);
    }
}
