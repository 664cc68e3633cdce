using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChatSdk.Soak;

/// <summary>A server that answers each connection with the same bytes, whether they are HTTP or not, and closes it.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly byte[] _answer;
    private readonly Task _serving;

    public RawServer(string answer)
    {
        _answer = Encoding.ASCII.GetBytes(answer);
        _listener.Start(backlog: 4096);
        _serving = ServeAsync();
    }

    public string BaseAddress => $"http://{_listener.LocalEndpoint}/v1";

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving;
    }

    private async Task ServeAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                connections.Add(AnswerAsync(await _listener.AcceptSocketAsync()));
                connections.RemoveAll(connection => connection.IsCompleted);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task AnswerAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                // The requests are small: they arrive in one or two packets, of which the last ends the JSON.
                var buffer = new byte[16 * 1024];
                for (var read = 1; read > 0 && !buffer.AsSpan(0, read).TrimEnd("\r\n"u8).EndsWith("}"u8);)
                {
                    read = await socket.ReceiveAsync(buffer);
                }

                await socket.SendAsync(_answer);
                socket.Shutdown(SocketShutdown.Send);

                // A close with unread bytes would be a reset.
                while (await socket.ReceiveAsync(buffer) > 0)
                {
                }
            }
            catch (SocketException)
            {
                // The client has gone.
            }
        }
    }
}
