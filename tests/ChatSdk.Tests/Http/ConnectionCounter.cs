using System.Net.Sockets;

namespace ChatSdk.Tests.Http;

/// <summary>Provides an <see cref="HttpClient"/> and counts the connections that it opens.</summary>
internal sealed class ConnectionCounter : IDisposable
{
    private int _count;

    public ConnectionCounter() => Http = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectAsync });

    public HttpClient Http { get; }

    public int Count => _count;

    public void Dispose() => Http.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _count);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
