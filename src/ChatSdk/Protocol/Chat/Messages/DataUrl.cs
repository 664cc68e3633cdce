using System.Text;

namespace ChatSdk;

/// <summary>Creates and reads <c>data:</c> URLs, as RFC 2397 defines them.</summary>
internal static class DataUrl
{
    private const string _scheme = "data:";
    private const string _base64 = ";base64";

    /// <summary>Creates a URL.</summary>
    public static string Of(ReadOnlySpan<byte> bytes, string mediaType) => $"{_scheme}{mediaType}{_base64},{Convert.ToBase64String(bytes)}";

    /// <summary>Returns the media type without its parameters. If the URL specifies no media type, it is detected from the bytes. Returns <see langword="null"/> if the type is unknown, or if the URL is not a <c>data:</c> URL.</summary>
    public static string? MediaTypeOf(string? url)
    {
        if (!TrySplit(url, out var type, out _))
        {
            return null;
        }

        var named = type.IndexOf(';') is var end and >= 0 ? type[..end] : type;
        return named.Trim().Length > 0 ? named.Trim().ToString() : Decode(url, out _) is { } bytes ? MediaType.Find(bytes) : null;
    }

    /// <summary>Returns the bytes. If they cannot be decoded, returns <see langword="null"/>, and <paramref name="failure"/> is the message for an exception.</summary>
    public static byte[]? Decode(string? url, out string failure)
    {
        if (!TrySplit(url, out var type, out var data))
        {
            failure = string.IsNullOrEmpty(url)
                ? "The image has no URL."
                : "The URL of the image is not a data: URL. Download the image from the address in ImageUrl.Url.";
            return null;
        }

        failure = "The data of the image is not valid base64.";
        var text = data.Contains('%') ? Uri.UnescapeDataString(data.ToString()) : data.ToString();
        return type.TrimEnd().EndsWith(_base64, StringComparison.OrdinalIgnoreCase) ? OfBase64(text) : Encoding.UTF8.GetBytes(text);
    }

    private static bool TrySplit(string? url, out ReadOnlySpan<char> type, out ReadOnlySpan<char> data)
    {
        var text = url.AsSpan().TrimStart();
        var comma = text.IndexOf(',');
        var isData = comma >= 0 && text.StartsWith(_scheme, StringComparison.OrdinalIgnoreCase);
        type = isData ? text[_scheme.Length..comma] : default;
        data = isData ? text[(comma + 1)..] : default;
        return isData;
    }

    // The text may contain white space. Some encoders omit the padding or use the URL-safe alphabet.
    private static byte[]? OfBase64(string text)
    {
        var data = text.TrimEnd('=', ' ', '\r', '\n', '\t').Replace('-', '+').Replace('_', '/');
        var padding = (4 - (data.Count(character => !char.IsWhiteSpace(character)) % 4)) % 4;
        var bytes = new byte[data.Length];
        return Convert.TryFromBase64String(data + new string('=', padding), bytes, out var count) ? bytes[..count] : null;
    }
}
