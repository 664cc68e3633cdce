using System.Net.Sockets;
using ChatSdk.Tests.Http;

namespace ChatSdk.Tests.Faults;

/// <summary>Tests servers that refuse a long request before they have received all of it. Row numbers refer to the table in <c>docs/errors-and-retries.md</c>.</summary>
/// <param name="streams">Whether the calls are streamed.</param>
[TestFixture(false)]
[TestFixture(true)]
public sealed class UploadFaultTests(bool streams) : BothFormsFaultTest(streams)
{
    private const string _refusal = "HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 35\r\n\r\n{\"error\":{\"message\":\"Too long...\"}}";

    // This is more than the buffers of the client and the server can hold.
    private static readonly string _longPrompt = new('x', 16 * 1024 * 1024);

    [Test]
    [Fault(22, "413 while the request is still being sent, and the server continues to read the request", "`ChatApiException` (InvalidRequest)", Kept = "body")]
    public async Task Row_22_early_refusal_throws_an_api_exception()
    {
        using var puppet = new PuppetServer();
        Options.BaseAddress = puppet.BaseAddress;
        var call = FailAsync<ChatApiException>(() => SendPromptAsync(prompt: _longPrompt));

        var socket = await puppet.AcceptAsync(Guard);
        await PuppetServer.SendAsync(socket, _refusal);
        await ReadToTheEndAsync(socket);

        var failure = await call;
        ((int)failure.Status, failure.Kind, failure.ServerMessage).Should().Be((413, ChatErrorKind.InvalidRequest, "Too long..."));
        failure.Attempts.Should().Be(1);
    }

    [Test]
    [Fault(23, "413 while the request is still being sent, and the server resets the connection", "`ChatConnectionException` (Reset), because .NET does not report the 413", Retried = "yes")]
    public async Task Row_23_early_refusal_followed_by_a_reset_throws_a_connection_exception()
    {
        using var puppet = new PuppetServer();
        Options.BaseAddress = puppet.BaseAddress;
        var call = FailAsync<ChatConnectionException>(() => SendPromptAsync(prompt: _longPrompt));

        for (var attempt = 0; attempt < 3; attempt++)
        {
            var socket = await puppet.AcceptAsync(Guard);
            await PuppetServer.SendAsync(socket, _refusal);
            await socket.ReceiveAsync(new byte[1000], Guard);
            PuppetServer.Reset(socket);
        }

        (await call).Kind.Should().Be(ChatConnectionErrorKind.Reset);
        (await call).Attempts.Should().Be(3);
    }

    private static async Task ReadToTheEndAsync(Socket socket)
    {
        var buffer = new byte[64 * 1024];
        while (await socket.ReceiveAsync(buffer, Guard) > 0)
        {
            // The data is discarded.
        }
    }
}
