using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>Lets System.Text.Json read and write a record of the protocol, whatever its options are, without reflection.</summary>
internal sealed class WireConverter<T> : JsonConverter<T>
    where T : WireRecord, IWireRecord<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        // The serializer may hold the text in segments; the wire reader needs it in one.
        using var document = JsonDocument.ParseValue(ref reader);
        return WireReader.ReadWhole<T>(JsonMarshal.GetRawUtf8Value(document.RootElement));
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => value.WriteTo(writer);
}
