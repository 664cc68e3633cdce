using System.Net.Sockets;
using System.Text;

namespace ChatSdk.Testing.Tests;

/// <summary>A plain TCP connection that returns an answer exactly as it is sent, including the framing of its chunks.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly TcpClient _tcp = new();

    private RawConnection()
    {
    }

    public static async Task<RawConnection> PostAsync(string address, CancellationToken cancellationToken)
    {
        var uri = new Uri(address);
        var connection = new RawConnection();
        await connection._tcp.ConnectAsync(uri.Host, uri.Port, cancellationToken);
        await connection.SendAsync($"POST {uri.PathAndQuery} HTTP/1.1\r\nHost: fake\r\nContent-Length: 2\r\n\r\n{{}}", cancellationToken);
        return connection;
    }

    public ValueTask SendAsync(string text, CancellationToken cancellationToken) =>
        _tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), cancellationToken);

    /// <summary>Reads until the connection is closed or reset.</summary>
    public async Task<(string Text, bool IsReset)> ReadToEndAsync(CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        try
        {
            await _tcp.GetStream().CopyToAsync(bytes, cancellationToken);
            return (Encoding.UTF8.GetString(bytes.ToArray()), false);
        }
        catch (IOException error) when (error.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return (Encoding.UTF8.GetString(bytes.ToArray()), true);
        }
    }

    public async Task<string> ReadUntilAsync(string end, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!text.ToString().EndsWith(end, StringComparison.Ordinal))
        {
            var read = await _tcp.GetStream().ReadAsync(buffer, cancellationToken);
            read.Should().NotBe(0, "the answer must not end before \"{0}\"", end);
            text.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }

        return text.ToString();
    }

    public void Dispose() => _tcp.Dispose();
}
