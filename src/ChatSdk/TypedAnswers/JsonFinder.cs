using System.Text;
using System.Text.Json;

namespace ChatSdk;

/// <summary>Finds JSON among words.</summary>
internal static class JsonFinder
{
    /// <summary>Gives the objects and lists in a text, from the first on; those inside another are not given.</summary>
    public static IEnumerable<string> Find(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var place = 0;
        while (NextBracket(bytes, place) is var start and >= 0)
        {
            var length = LengthOf(bytes.AsSpan(start));
            if (length > 0)
            {
                yield return Encoding.UTF8.GetString(bytes, start, length);
            }

            place = start + Math.Max(length, 1);
        }
    }

    private static int NextBracket(byte[] bytes, int from)
    {
        var distance = bytes.AsSpan(from).IndexOfAny((byte)'{', (byte)'[');
        return distance < 0 ? -1 : from + distance;
    }

    private static int LengthOf(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        try
        {
            reader.Read();
            return reader.TrySkip() ? (int)reader.BytesConsumed : 0;
        }
        catch (JsonException)
        {
            return 0;
        }
    }
}
