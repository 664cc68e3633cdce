using System.Text.Json;

namespace ChatSdk.Tests.Json;

/// <summary>Serializes and deserializes records as a caller would.</summary>
internal static class WireJson
{
    public static T Read<T>(string json)
        where T : WireRecord => JsonSerializer.Deserialize<T>(json)!;

    public static T Read<T>(ReadOnlySpan<byte> json)
        where T : WireRecord => JsonSerializer.Deserialize<T>(json)!;

    public static JsonElement Write<T>(T record)
        where T : WireRecord => JsonSerializer.SerializeToElement(record);

    /// <summary>Deserializes JSON, and serializes the result.</summary>
    public static JsonElement RoundTrip<T>(string json)
        where T : WireRecord => Write(Read<T>(json));
}
