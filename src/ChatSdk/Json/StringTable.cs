using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace ChatSdk;

/// <summary>
/// Returns the same string for equal bytes where possible, so that strings that are received repeatedly are neither decoded nor
/// allocated again. It stores only short ASCII strings, and only a limited number of them. It is thread-safe.
/// </summary>
/// <param name="size">The maximum number of strings: a power of two.</param>
internal sealed class StringTable(int size)
{
    private const int _maxLength = 64;

    private readonly string?[] _strings = new string?[size];

    /// <summary>Gets the table for the names of members, which is shared by all calls.</summary>
    public static StringTable Names { get; } = new(512);

    /// <summary>Returns the string for the bytes between the quotes of a JSON string without escapes.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > _maxLength)
        {
            return JsonText.Decode(utf8, escaped: false);
        }

        // There are two places for each hash, so that two strings with the same hash do not replace each other.
        var place = (int)(HashOf(utf8) & (uint)(_strings.Length - 1));
        var (first, second) = (_strings[place], _strings[place ^ 1]);
        if (first is not null && Ascii.Equals(utf8, first))
        {
            return first;
        }

        if (second is not null && Ascii.Equals(utf8, second))
        {
            return second;
        }

        var text = JsonText.Decode(utf8, escaped: false);
        if (Ascii.IsValid(utf8))
        {
            (_strings[place], _strings[place ^ 1]) = (text, first);
        }

        return text;
    }

    // The first and the last bytes distinguish nearly all names and ids.
    private static uint HashOf(ReadOnlySpan<byte> utf8)
    {
        var bits = utf8.Length >= sizeof(ulong)
            ? MemoryMarshal.Read<ulong>(utf8) ^ BitOperations.RotateLeft(MemoryMarshal.Read<ulong>(utf8[^sizeof(ulong)..]), 29)
            : utf8.Length >= sizeof(uint)
                ? MemoryMarshal.Read<uint>(utf8) | ((ulong)MemoryMarshal.Read<uint>(utf8[^sizeof(uint)..]) << 32)
                : utf8[0] | ((ulong)utf8[utf8.Length / 2] << 8) | ((ulong)utf8[^1] << 16);
        return (uint)(((bits + (ulong)utf8.Length) * 0x9E37_79B9_7F4A_7C15) >> 40);
    }
}
