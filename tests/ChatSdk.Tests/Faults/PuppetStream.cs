using System.Net.Sockets;

namespace ChatSdk.Tests.Faults;

/// <summary>A stream in progress: the server's socket and the caller's enumerator.</summary>
internal sealed record PuppetStream(Socket Socket, IAsyncEnumerator<ChatCompletionChunk> Chunks) : IAsyncDisposable
{
    /// <summary>The head of a response that ends when the connection closes.</summary>
    public const string LastingHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";

    /// <summary>The head of a response whose content length is a million bytes.</summary>
    public const string LongHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 1000000\r\n\r\n";

    public ValueTask DisposeAsync() => Chunks.DisposeAsync();
}
