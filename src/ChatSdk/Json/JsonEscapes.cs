using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace ChatSdk;

/// <summary>
/// Decodes JSON strings with escapes. The arguments of a tool call are JSON inside a JSON string, which has many escapes. To decode
/// such a string quickly, its bytes are first unescaped and then decoded all at once. Only strings with an unpaired surrogate, which
/// UTF-8 cannot represent, are decoded one section at a time.
/// </summary>
internal static class JsonEscapes
{
    private const int _onStack = 256;

    public static string Decode(ReadOnlySpan<byte> raw)
    {
        var rented = raw.Length > _onStack ? ArrayPool<byte>.Shared.Rent(raw.Length) : null;
        var bytes = rented ?? stackalloc byte[_onStack];
        var text = TryUnescape(raw, bytes, out var length) ? Encoding.UTF8.GetString(bytes[..length]) : DecodeInSections(raw);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return text;
    }

    private static bool TryUnescape(ReadOnlySpan<byte> raw, Span<byte> bytes, out int length)
    {
        length = 0;
        while (raw.IndexOf((byte)'\\') is >= 0 and var at)
        {
            raw[..at].CopyTo(bytes[length..]);
            length += at;
            raw = raw[at..];
            if (raw[1] != 'u')
            {
                bytes[length++] = (byte)Simple(raw[1]);
                raw = raw[2..];
                continue;
            }

            if (!TryReadRune(raw, out var rune, out var used))
            {
                return false;
            }

            length += rune.EncodeToUtf8(bytes[length..]);
            raw = raw[used..];
        }

        raw.CopyTo(bytes[length..]);
        length += raw.Length;
        return true;
    }

    private static bool TryReadRune(ReadOnlySpan<byte> escape, out Rune rune, out int used)
    {
        used = 6;
        var first = Unit(escape);
        if (Rune.TryCreate(first, out rune))
        {
            return true;
        }

        used = 12;
        return escape.Length >= 12 && escape[6] == '\\' && escape[7] == 'u' && Rune.TryCreate(first, Unit(escape[6..]), out rune);
    }

    private static string DecodeInSections(ReadOnlySpan<byte> raw)
    {
        var text = new StringBuilder(raw.Length);
        while (raw.IndexOf((byte)'\\') is >= 0 and var at)
        {
            text.Append(Encoding.UTF8.GetString(raw[..at]));
            raw = raw[at..];
            text.Append(raw[1] == 'u' ? Unit(raw) : Simple(raw[1]));
            raw = raw[(raw[1] == 'u' ? 6 : 2)..];
        }

        return text.Append(Encoding.UTF8.GetString(raw)).ToString();
    }

    // The tokenizer has already verified that four hexadecimal digits follow the \u.
    private static char Unit(ReadOnlySpan<byte> escape) =>
        Utf8Parser.TryParse(escape.Slice(2, 4), out ushort unit, out _, 'x') ? (char)unit : '\uFFFD';

    private static char Simple(byte letter) => (char)letter switch
    {
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        var other => other,
    };
}
