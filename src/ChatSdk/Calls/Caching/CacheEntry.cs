using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace ChatSdk;

/// <summary>A cached answer: the bytes that were received from the server. They are read in the same way as the body of a new response.</summary>
/// <param name="MediaType">The value of the answer's <c>Content-Type</c> header.</param>
/// <param name="Body">The bytes of the answer.</param>
internal sealed record CacheEntry(string MediaType, ReadOnlyMemory<byte> Body)
{
    private const int _hashLength = SHA256.HashSizeInBytes;

    // The mark includes a version, because other versions of this library may share the store.
    private static ReadOnlySpan<byte> Mark => "ChatSdk1"u8;

    /// <summary>Reads an entry that <see cref="ToBytes"/> wrote; returns <see langword="null"/> if the bytes have another format or are damaged.</summary>
    public static CacheEntry? Read(byte[] bytes)
    {
        var start = Mark.Length + _hashLength;
        if (bytes.Length <= start || !bytes.AsSpan().StartsWith(Mark) || !SHA256.HashData(bytes.AsSpan(start)).AsSpan().SequenceEqual(bytes.AsSpan(Mark.Length, _hashLength)))
        {
            return null;
        }

        var body = start + 1 + bytes[start];
        return body > bytes.Length ? null : new CacheEntry(Encoding.ASCII.GetString(bytes, start + 1, bytes[start]), bytes.AsMemory(body));
    }

    public byte[] ToBytes()
    {
        var type = Encoding.ASCII.GetBytes(MediaType.Length > byte.MaxValue ? "" : MediaType);
        byte[] content = [(byte)type.Length, .. type, .. Body.Span];
        return [.. Mark, .. SHA256.HashData(content), .. content];
    }

    public HttpResponseMessage ToResponse()
    {
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ReadOnlyMemoryContent(Body) };
        response.Content.Headers.ContentType = MediaTypeHeaderValue.TryParse(MediaType, out var type) ? type : null;
        return response;
    }
}
