using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// Turns the bytes of a JSON string into text. Unlike the platform's reader it never throws: half a surrogate pair stays
/// what it is (the other half may come with the next chunk), and bytes that are no UTF-8 become U+FFFD.
/// </summary>
internal static class JsonText
{
    private const int _onStack = 256;

    /// <summary>Decodes what stands between the quotes.</summary>
    public static string Decode(ReadOnlySpan<byte> raw, bool escaped) => escaped ? Unescape(raw) : Encoding.UTF8.GetString(raw);

    /// <summary>Gives the text of a JSON string that was kept as it came.</summary>
    public static string Of(JsonElement text)
    {
        var raw = JsonMarshal.GetRawUtf8Value(text)[1..^1];
        return Decode(raw, raw.Contains((byte)'\\'));
    }

    private static string Unescape(ReadOnlySpan<byte> raw)
    {
        var rented = raw.Length > _onStack ? ArrayPool<char>.Shared.Rent(raw.Length) : null;
        var chars = rented ?? stackalloc char[_onStack];
        var length = 0;
        while (raw.IndexOf((byte)'\\') is >= 0 and var at)
        {
            length += Encoding.UTF8.GetChars(raw[..at], chars[length..]);
            chars[length++] = ReadEscape(raw[(at + 1)..], out var used);
            raw = raw[(at + 1 + used)..];
        }

        length += Encoding.UTF8.GetChars(raw, chars[length..]);
        var text = new string(chars[..length]);
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return text;
    }

    private static char ReadEscape(ReadOnlySpan<byte> escape, out int used)
    {
        used = 1;
        switch (escape[0])
        {
            case (byte)'b': return '\b';
            case (byte)'f': return '\f';
            case (byte)'n': return '\n';
            case (byte)'r': return '\r';
            case (byte)'t': return '\t';
            case (byte)'u':
                used = 5;
                return (char)ushort.Parse(escape.Slice(1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            default: return (char)escape[0];
        }
    }
}
