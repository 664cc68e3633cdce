using System.Text.Json;

namespace ChatSdk.Tests.Json;

/// <summary>Reads and writes records through the serializer, as a caller does.</summary>
internal static class WireJson
{
    public static T Read<T>(string json)
        where T : WireRecord => JsonSerializer.Deserialize<T>(json)!;

    public static T Read<T>(ReadOnlySpan<byte> json)
        where T : WireRecord => JsonSerializer.Deserialize<T>(json)!;

    public static JsonElement Write<T>(T record)
        where T : WireRecord => JsonSerializer.SerializeToElement(record);

    /// <summary>Reads JSON, and writes the result back.</summary>
    public static JsonElement RoundTrip<T>(string json)
        where T : WireRecord => Write(Read<T>(json));
}
