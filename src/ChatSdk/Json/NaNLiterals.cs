using System.Buffers;

namespace ChatSdk;

/// <summary>
/// Replaces the literals <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c> with <see langword="null"/>. They are not valid JSON, but some servers send them
/// in log probabilities.
/// </summary>
internal static class NaNLiterals
{
    /// <summary>Returns the JSON with the literals replaced; <see langword="null"/> if there are none.</summary>
    public static ReadOnlyMemory<byte>? Replace(ReadOnlySpan<byte> json)
    {
        ArrayBufferWriter<byte>? replaced = null;
        var isInString = false;
        var copied = 0;
        for (var at = 0; at < json.Length; at++)
        {
            if (json[at] == '"')
            {
                isInString = !isInString;
            }
            else if (isInString)
            {
                at += json[at] == '\\' ? 1 : 0;
            }
            else if (LengthOf(json[at..]) is > 0 and var length)
            {
                replaced ??= new ArrayBufferWriter<byte>(json.Length + 1);
                replaced.Write(json[copied..at]);
                replaced.Write("null"u8);
                copied = at + length;
                at = copied - 1;
            }
        }

        replaced?.Write(json[copied..]);
        return replaced?.WrittenMemory;
    }

    private static int LengthOf(ReadOnlySpan<byte> text) =>
        text.StartsWith("NaN"u8) ? 3 : text.StartsWith("-Infinity"u8) ? 9 : text.StartsWith("Infinity"u8) ? 8 : 0;
}
