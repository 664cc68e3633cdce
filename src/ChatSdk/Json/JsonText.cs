using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace ChatSdk;

/// <summary>
/// Decodes JSON strings, finds the ends of strings and numbers, and repairs JSON that System.Text.Json rejects. Decoding never throws: an
/// unpaired surrogate is preserved, because the other half of the pair may be in the next chunk, and invalid UTF-8 is replaced with U+FFFD.
/// </summary>
internal static class JsonText
{
    // The bytes that end a JSON string, begin an escape, or are not allowed in a string.
    private static readonly SearchValues<byte> _notPlain = SearchValues.Create(
        "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009\u000A\u000B\u000C\u000D\u000E\u000F"u8
        + "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F\"\\"u8);

    /// <summary>Decodes the bytes between the quotes.</summary>
    public static string Decode(ReadOnlySpan<byte> raw, bool escaped) => escaped ? JsonEscapes.Decode(raw) : Encoding.UTF8.GetString(raw);

    /// <summary>Returns the decoded text of a JSON string.</summary>
    public static string Of(JsonElement text)
    {
        var raw = JsonMarshal.GetRawUtf8Value(text)[1..^1];
        return Decode(raw, raw.Contains((byte)'\\'));
    }

    /// <summary>Returns a JSON string with the specified bytes between its quotes.</summary>
    public static JsonElement ElementOf(ReadOnlySpan<byte> raw)
    {
        var reader = new Utf8JsonReader(Repair([(byte)'"', .. raw, (byte)'"']));
        return JsonElement.ParseValue(ref reader);
    }

    /// <summary>Returns the number of bytes before the closing quote of a JSON string, whose opening quote is not included; negative if the closing quote is missing or the string is invalid.</summary>
    public static int LengthOf(ReadOnlySpan<byte> raw, out bool isEscaped)
    {
        isEscaped = false;
        for (var at = 0; raw[at..].IndexOfAny(_notPlain) is >= 0 and var plain;)
        {
            at += plain;
            if (raw[at] == '"')
            {
                return at;
            }

            isEscaped = true;
            var escape = raw[at] == '\\' ? LengthOfEscape(raw[at..]) : 0;
            if (escape == 0)
            {
                return -1;
            }

            at += escape;
        }

        return -1;
    }

    /// <summary>Returns the length of the number at the start of the bytes; negative if there is none.</summary>
    public static int LengthOfNumber(ReadOnlySpan<byte> raw)
    {
        var at = raw.StartsWith("-"u8) ? 1 : 0;
        var whole = LengthOfDigits(raw[at..]);
        if (whole == 0 || (whole > 1 && raw[at] == '0'))
        {
            return -1;
        }

        at += whole;
        if (at < raw.Length && raw[at] == '.')
        {
            var fraction = LengthOfDigits(raw[(at + 1)..]);
            at = fraction == 0 ? raw.Length + 1 : at + 1 + fraction;
        }

        if (at < raw.Length && raw[at] is (byte)'e' or (byte)'E')
        {
            at += at + 1 < raw.Length && raw[at + 1] is (byte)'+' or (byte)'-' ? 2 : 1;
            var exponent = at <= raw.Length ? LengthOfDigits(raw[at..]) : 0;
            at = exponent == 0 ? raw.Length + 1 : at + exponent;
        }

        return at <= raw.Length ? at : -1;
    }

    /// <summary>Returns the length, in bytes, of the JSON array of numbers at the start of the bytes; negative if there is none, or if it contains white space.</summary>
    public static int LengthOfNumbers(ReadOnlySpan<byte> raw)
    {
        if (raw.StartsWith("[]"u8))
        {
            return "[]".Length;
        }

        for (var at = 0; at < raw.Length && raw[at] == (at == 0 ? '[' : ',');)
        {
            var length = LengthOfNumber(raw[++at..]);
            at += length;
            if (length < 0 || at == raw.Length)
            {
                return -1;
            }

            if (raw[at] == ']')
            {
                return at + 1;
            }
        }

        return -1;
    }

    private static int LengthOfDigits(ReadOnlySpan<byte> raw) => raw.IndexOfAnyExceptInRange((byte)'0', (byte)'9') is >= 0 and var length ? length : raw.Length;

    private static int LengthOfEscape(ReadOnlySpan<byte> raw) => raw switch
    {
        [_, (byte)'u', var a, var b, var c, var d, ..] when char.IsAsciiHexDigit((char)a) && char.IsAsciiHexDigit((char)b) && char.IsAsciiHexDigit((char)c) && char.IsAsciiHexDigit((char)d) => 6,
        [_, (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t', ..] => 2,
        _ => 0,
    };

    /// <summary>
    /// Returns JSON in which System.Text.Json can read every string: invalid UTF-8 and unpaired surrogates are replaced with
    /// U+FFFD. Returns the same bytes if there is nothing to replace, which is the common case.
    /// </summary>
    public static ReadOnlySpan<byte> Repair(ReadOnlySpan<byte> json)
    {
        var mayHaveSurrogates = json.IndexOf("\\ud"u8) >= 0 || json.IndexOf("\\uD"u8) >= 0;
        if (!mayHaveSurrogates && Utf8.IsValid(json))
        {
            return json;
        }

        var text = Encoding.UTF8.GetString(json).ToCharArray();
        for (var at = text.AsSpan().IndexOf('\\'); at >= 0 && at < text.Length;)
        {
            if (IsSurrogate(text, at, '8', 'B') && IsSurrogate(text, at + 6, 'C', 'F'))
            {
                at += 12;
            }
            else if (IsSurrogate(text, at, '8', 'F'))
            {
                "fffd".CopyTo(text.AsSpan(at + 2));
                at += 6;
            }
            else
            {
                at += 2;
            }

            at = text.AsSpan(Math.Min(at, text.Length)).IndexOf('\\') is >= 0 and var next ? at + next : text.Length;
        }

        return Encoding.UTF8.GetBytes(text);
    }

    /// <summary>Repairs JSON from an external source as <see cref="Repair"/> does, and parses it, so that every string in it can be read.</summary>
    /// <exception cref="JsonException">The string is not valid JSON.</exception>
    public static JsonDocument Parse(string json) => JsonDocument.Parse(Repair(Encoding.UTF8.GetBytes(json)).ToArray());

    /// <summary>Determines whether the text has the escape of a surrogate (such as <c>\uD83D</c>) at the specified position, with a second hexadecimal digit in the specified range.</summary>
    private static bool IsSurrogate(char[] text, int at, char from, char to) =>
        at + 5 < text.Length && text[at] == '\\' && text[at + 1] == 'u' && text[at + 2] is ('d' or 'D')
        && char.ToUpperInvariant(text[at + 3]) >= from && char.ToUpperInvariant(text[at + 3]) <= to;
}
