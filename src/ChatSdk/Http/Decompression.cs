using System.Diagnostics.CodeAnalysis;
using System.Runtime.Versioning;

namespace ChatSdk;

/// <summary>
/// Decompresses bodies that the <see cref="HttpClient"/> has not decompressed. A client supplied by the caller might not be configured to
/// do so, and some servers compress bodies even if the request does not accept compressed bodies.
/// </summary>
internal static class Decompression
{
    /// <summary>The supported formats, as a value for <c>Accept-Encoding</c>.</summary>
    public const string Accepted = "gzip, deflate, br";

    // Each layer is a nested stream. A header could specify thousands of them, which would overflow the stack.
    private const int _maxLayers = 8;

    /// <summary>Returns the decompressed body, which may have been compressed several times.</summary>
    /// <exception cref="ChatProtocolException">The body was compressed too many times.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "Each stream disposes the stream that it reads.")]
    public static Stream Of(HttpResponseMessage response, Stream body)
    {
        // A browser decompresses the body itself, but may still expose the header.
        if (OperatingSystem.IsBrowser() || !response.Content.Headers.NonValidated.Contains("Content-Encoding"))
        {
            return body;
        }

        // Encodings are removed in reverse order. The value identity and unknown values are ignored.
        var layers = response.Content.Headers.ContentEncoding.Reverse().Select(LayerOf).OfType<Func<Stream, byte, Stream>>().ToList();
        return layers.Count <= _maxLayers
            ? layers.Aggregate(body, (inner, layer) => new DecompressedStream(new CompressedStream(inner), layer))
            : throw new ChatProtocolException("The body is compressed too many times.");
    }

    [UnsupportedOSPlatform("browser")]
    private static Func<Stream, byte, Stream>? LayerOf(string encoding) => encoding.ToUpperInvariant() switch
    {
        "GZIP" or "X-GZIP" => DecompressedStream.Gzip,
        "DEFLATE" => DecompressedStream.Deflate,
        "BR" => DecompressedStream.Brotli,
        _ => null,
    };
}
