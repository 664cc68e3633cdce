using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChatSdk.Tests.Http;

/// <summary>A server on a real socket that sends only the bytes that the test specifies, for tests that depend on timing.</summary>
internal sealed class PuppetServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<Socket> _sockets = [];

    public PuppetServer() => _listener.Start();

    public string BaseAddress => $"http://{_listener.LocalEndpoint}/v1";

    /// <summary>Returns an address at which no server listens.</summary>
    public static string DeadAddress()
    {
        using var server = new PuppetServer();
        return server.BaseAddress;
    }

    /// <summary>Waits for a connection, reads the request from it, and sends the given text.</summary>
    public async Task<Socket> AnswerAsync(string text, CancellationToken cancellationToken)
    {
        var socket = await AcceptAsync(cancellationToken);
        await ReadRequestAsync(socket, cancellationToken);
        await SendAsync(socket, text);
        return socket;
    }

    /// <summary>Accepts a connection without reading from it.</summary>
    public async Task<Socket> AcceptAsync(CancellationToken cancellationToken)
    {
        var socket = await _listener.AcceptSocketAsync(cancellationToken);
        _sockets.Add(socket);
        return socket;
    }

    /// <summary>Accepts a request and sends the headers of a stream that lasts as long as the connection.</summary>
    public Task<Socket> AnswerWithStreamAsync(CancellationToken cancellationToken) =>
        AnswerAsync("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n", cancellationToken);

    public static async Task SendAsync(Socket socket, string text) => await socket.SendAsync(Encoding.UTF8.GetBytes(text));

    public static Task SendEventAsync(Socket socket, string data) => SendAsync(socket, $"data: {data}\n\n");

    /// <summary>Resets the connection, as a crash of the server would.</summary>
    public static void Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Close();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _sockets.ForEach(socket => socket.Dispose());
    }

    public static async Task ReadRequestAsync(Socket socket, CancellationToken cancellationToken)
    {
        var text = "";
        var buffer = new byte[4096];
        while (!IsComplete(text))
        {
            var read = await socket.ReceiveAsync(buffer, cancellationToken);
            read.Should().NotBe(0, "the request must be complete");
            text += Encoding.ASCII.GetString(buffer, 0, read);
        }
    }

    private static bool IsComplete(string request)
    {
        const string Length = "Content-Length: ";
        var body = request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        var length = request.IndexOf(Length, StringComparison.Ordinal) + Length.Length;
        return body >= 4 && request.Length - body >= int.Parse(request.AsSpan(length, request.IndexOf('\r', length) - length), CultureInfo.InvariantCulture);
    }
}
