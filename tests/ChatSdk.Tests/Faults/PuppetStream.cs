using System.Net.Sockets;

namespace ChatSdk.Tests.Faults;

/// <summary>A stream under way: the server's end and the caller's.</summary>
internal sealed record PuppetStream(Socket Socket, IAsyncEnumerator<ChatCompletionChunk> Chunks) : IAsyncDisposable
{
    /// <summary>The head of a stream that lasts as long as the connection.</summary>
    public const string LastingHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";

    /// <summary>The head of a stream that says how long it will be.</summary>
    public const string LongHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 1000000\r\n\r\n";

    public ValueTask DisposeAsync() => Chunks.DisposeAsync();
}
