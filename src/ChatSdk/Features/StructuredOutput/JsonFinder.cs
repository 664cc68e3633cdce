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
            var isWhole = TryRead(bytes.AsSpan(start), out var length);
            if (isWhole)
            {
                yield return Encoding.UTF8.GetString(bytes, start, length);
            }

            // Of JSON that goes wrong or is cut, what stands inside is no answer: on goes the search where it went wrong.
            place = start + Math.Max(length, 1);
        }
    }

    private static int NextBracket(byte[] bytes, int from)
    {
        var distance = bytes.AsSpan(from).IndexOfAny((byte)'{', (byte)'[');
        return distance < 0 ? -1 : from + distance;
    }

    private static bool TryRead(ReadOnlySpan<byte> bytes, out int length)
    {
        var reader = new Utf8JsonReader(bytes);
        length = 0;
        try
        {
            do
            {
                reader.Read();
                length = (int)reader.BytesConsumed;
            }
            while (reader.CurrentDepth > 0 || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
