using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>Converts a record of the protocol, for System.Text.Json. It uses neither reflection nor the serializer options.</summary>
internal sealed class WireConverter<T> : JsonConverter<T>
    where T : WireRecord, IWireRecord<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        // The serializer may pass the JSON in segments, but WireReader requires a contiguous span.
        using var document = JsonDocument.ParseValue(ref reader);
        return WireReader.ReadWhole<T>(JsonMarshal.GetRawUtf8Value(document.RootElement));
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => value.WriteTo(writer);
}
