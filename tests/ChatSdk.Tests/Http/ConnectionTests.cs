namespace ChatSdk.Tests.Http;

/// <summary>Tests a stream whose chunked encoding becomes malformed.</summary>
[TestFixture]
public sealed class ConnectionTests : ClientTest
{
    [Test]
    public async Task Exception_for_malformed_chunked_encoding_in_a_stream_contains_the_partial_answer()
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
}
