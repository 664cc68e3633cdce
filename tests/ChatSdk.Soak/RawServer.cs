using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChatSdk.Soak;

/// <summary>A server that answers the first request on each connection with the same bytes, which need not be valid HTTP, and then closes the connection.</summary>
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
                // A request arrives in one or two packets, and the last packet ends with the closing brace of the JSON body.
                var buffer = new byte[16 * 1024];
                for (var read = 1; read > 0 && !buffer.AsSpan(0, read).TrimEnd("\r\n"u8).EndsWith("}"u8);)
                {
                    read = await socket.ReceiveAsync(buffer);
                }

                await socket.SendAsync(_answer);
                socket.Shutdown(SocketShutdown.Send);

                // Closing the socket with unread bytes would reset the connection.
                while (await socket.ReceiveAsync(buffer) > 0)
                {
                }
            }
            catch (SocketException)
            {
                // The client has disconnected.
            }
        }
    }
}
