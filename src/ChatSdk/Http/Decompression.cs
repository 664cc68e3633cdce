using System.IO.Compression;

namespace ChatSdk;

/// <summary>
/// Unpacks a body that is still packed: the caller's own <see cref="HttpClient"/> may not do it, and some servers pack
/// without being asked.
/// </summary>
internal static class Decompression
{
    /// <summary>The forms that can be unpacked, as <c>Accept-Encoding</c> names them.</summary>
    public const string Accepted = "gzip, deflate, br";

    public static Stream Of(HttpResponseMessage response, Stream body) => response.Content.Headers.ContentEncoding.LastOrDefault()?.ToUpperInvariant() switch
    {
        "GZIP" or "X-GZIP" => new GZipStream(body, CompressionMode.Decompress),
        "DEFLATE" => new ZLibStream(body, CompressionMode.Decompress),
        "BR" => new BrotliStream(body, CompressionMode.Decompress),
        _ => body,
    };
}
