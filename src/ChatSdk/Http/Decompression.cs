using System.Diagnostics.CodeAnalysis;

namespace ChatSdk;

/// <summary>
/// Decompresses a body that is still compressed: the caller's own <see cref="HttpClient"/> may not do it, and some servers
/// compress without being asked.
/// </summary>
internal static class Decompression
{
    /// <summary>The formats that can be decompressed, as <c>Accept-Encoding</c> names them.</summary>
    public const string Accepted = "gzip, deflate, br";

    // Each is a stream around the one before; thousands, as a header may name them, would exhaust the stack.
    private const int _mostLayers = 8;

    /// <summary>Gets the body as it was before it was compressed, once or several times over.</summary>
    /// <exception cref="ChatProtocolException">It was compressed too many times.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "Each stream disposes the one it reads.")]
    public static Stream Of(HttpResponseMessage response, Stream body)
    {
        // What was applied last is undone first. Other words, such as identity, leave the bytes as they are.
        var layers = response.Content.Headers.ContentEncoding.Reverse().Select(LayerOf).OfType<Func<Stream, byte, Stream>>().ToList();
        return layers.Count <= _mostLayers
            ? layers.Aggregate(body, (inner, layer) => new DecompressedStream(new CompressedStream(inner), layer))
            : throw new ChatProtocolException("The body is compressed too many times over.");
    }

    private static Func<Stream, byte, Stream>? LayerOf(string encoding) => encoding.ToUpperInvariant() switch
    {
        "GZIP" or "X-GZIP" => DecompressedStream.Gzip,
        "DEFLATE" => DecompressedStream.Deflate,
        "BR" => DecompressedStream.Brotli,
        _ => null,
    };
}
