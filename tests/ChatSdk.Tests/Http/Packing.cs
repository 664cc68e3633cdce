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
        using (var packing = Packer(bytes, encoding))
        {
            packing.Write(body);
        }

        return bytes.ToArray();
    }

    /// <summary>Compresses the beginning of a body: all of it can be decompressed, but it has no end yet.</summary>
    public static byte[] PackStart(string text, string encoding)
    {
        using var bytes = new MemoryStream();
        using var packing = Packer(bytes, encoding);
        packing.Write(Encoding.UTF8.GetBytes(text));
        packing.Flush();
        return bytes.ToArray();
    }

    private static Stream Packer(Stream bytes, string encoding) => encoding switch
    {
        "gzip" => new GZipStream(bytes, CompressionLevel.Optimal),
        "br" => new BrotliStream(bytes, CompressionLevel.Optimal),
        "raw deflate" => new DeflateStream(bytes, CompressionLevel.Optimal),
        _ => new ZLibStream(bytes, CompressionLevel.Optimal),
    };
}
