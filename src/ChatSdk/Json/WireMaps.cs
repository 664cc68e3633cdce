using System.Text.Json;

namespace ChatSdk;

/// <summary>Reads a <see cref="ChatMap{T}"/> and its values from JSON.</summary>
internal static class WireMaps
{
    /// <summary>Reads a map; returns <see langword="null"/> if the JSON is not an object, or if a value has the wrong type.</summary>
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

            // If two members have the same name, the later one is used, as is usual for JSON.
            map[member.Name] = value;
        }

        return new ChatMap<T>(map);
    }

    public static (bool Fits, double Value) Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number ? (true, value.GetDouble()) : default;

    public static (bool Fits, string Value) Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? (true, JsonText.Of(value)) : (false, "");
}
