using System.IO.Compression;
using System.Text;

namespace ChatSdk.Tests.Http;

/// <summary>Compresses bodies as servers do.</summary>
internal static class Packing
{
    public static byte[] Pack(string text, string encoding) => Pack(Encoding.UTF8.GetBytes(text), encoding);

    public static byte[] Pack(byte[] body, string encoding)
    {
        using var bytes = new MemoryStream();
        using (var packing = NewCompressor(bytes, encoding))
        {
            packing.Write(body);
        }

        return bytes.ToArray();
    }

    /// <summary>Compresses the start of a body. The result can be decompressed, but the compressed data is not complete.</summary>
    public static byte[] PackStart(string text, string encoding)
    {
        using var bytes = new MemoryStream();
        using var packing = NewCompressor(bytes, encoding);
        packing.Write(Encoding.UTF8.GetBytes(text));
        packing.Flush();
        return bytes.ToArray();
    }

    private static Stream NewCompressor(Stream bytes, string encoding) => encoding switch
    {
        "gzip" => new GZipStream(bytes, CompressionLevel.Optimal),
        "br" => new BrotliStream(bytes, CompressionLevel.Optimal),
        "raw deflate" => new DeflateStream(bytes, CompressionLevel.Optimal),
        _ => new ZLibStream(bytes, CompressionLevel.Optimal),
    };
}
