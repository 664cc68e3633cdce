using System.Text.Json;

namespace ChatSdk;

/// <summary>What the values of a map may look like.</summary>
internal static class WireMaps
{
    public static (bool Fits, double Value) Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number ? (true, value.GetDouble()) : default;

    public static (bool Fits, string Value) Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? (true, JsonText.Of(value)) : (false, "");
}
