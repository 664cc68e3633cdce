namespace ChatSdk.Tests.Http;

/// <summary>Servers that cannot be talked to.</summary>
[TestFixture]
public sealed class ConnectionTests : ClientTest
{
    [TestCase("220 mail.example.com ESMTP\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nbroken header\r\n\r\n")]
    public async Task Answer_that_is_not_http_is_a_failure_of_the_protocol(string answer)
    {
        using var puppet = new PuppetServer();
        Options.BaseAddress = puppet.BaseAddress;
        var call = Client.CreateAsync("Hi", cancellationToken: Guard);

        await puppet.AnswerAsync(answer, Guard);

        var failure = (await FluentActions.Awaiting(() => call).Should().ThrowAsync<ChatProtocolException>()).Which;
        failure.Attempts.Should().Be(1);
        failure.IsRetryable.Should().BeFalse();
    }

    [Test]
    public async Task Headers_without_an_end_are_a_failure_of_the_protocol()
    {
        using var puppet = new PuppetServer();
        Options.BaseAddress = puppet.BaseAddress;
        var call = Client.CreateAsync("Hi", cancellationToken: Guard);

        await puppet.AnswerAsync($"HTTP/1.1 200 OK\r\nX: {new string('x', 100_000)}", Guard);

        await FluentActions.Awaiting(() => call).Should().ThrowAsync<ChatProtocolException>();
    }

    [Test]
    public async Task Secure_address_of_a_server_that_is_not_is_not_tried_again()
    {
        Options.BaseAddress = Server.BaseAddress.Replace("http://", "https://", StringComparison.Ordinal);

        var failure = (await Client.Awaiting(it => it.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ChatConnectionException>()).Which;

        failure.Kind.Should().Be(ChatConnectionErrorKind.Tls);
        failure.Attempts.Should().Be(1);
    }

    [Test]
    public async Task Chunk_that_is_no_chunk_in_the_middle_of_a_stream_is_a_break()
    {
        using var puppet = new PuppetServer();
        Options.BaseAddress = puppet.BaseAddress;
        var data = $"data: {Piece("Hel")}\n\n";
        await using var chunks = Client.CreateStreamAsync("Hi", cancellationToken: Guard).GetAsyncEnumerator(Guard);
        var first = chunks.MoveNextAsync();
        var socket = await puppet.AnswerAsync($"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n{data.Length:x}\r\n{data}\r\n", Guard);
        await first;

        await PuppetServer.SendAsync(socket, "zz\r\n");

        (await FluentActions.Awaiting(async () => await chunks.MoveNextAsync()).Should().ThrowAsync<ChatException>()).Which.Partial!.Text.Should().Be("Hel");
    }

    [Test]
    public async Task Client_that_is_disposed_sends_nothing_more()
    {
        var client = Client;
        client.Dispose();

        await client.Awaiting(it => it.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ObjectDisposedException>();

        Server.Requests.Should().BeEmpty();
    }
}
