using System.Text.Json;

namespace ChatSdk;

/// <summary>Reads maps, and knows what their values may look like.</summary>
internal static class WireMaps
{
    /// <summary>Reads a map; <see langword="null"/> if it is no object, or has a value of another kind.</summary>
    public static ChatMap<T>? Read<T>(JsonElement json, Func<JsonElement, (bool Fits, T Value)> convert)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        Dictionary<string, T> map = new(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            var (fits, value) = convert(member.Value);
            if (!fits)
            {
                return null;
            }

            // Of two with the same name the later one counts, as in any JSON reader.
            map[member.Name] = value;
        }

        return new ChatMap<T>(map);
    }

    public static (bool Fits, double Value) Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number ? (true, value.GetDouble()) : default;

    public static (bool Fits, string Value) Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? (true, JsonText.Of(value)) : (false, "");
}
