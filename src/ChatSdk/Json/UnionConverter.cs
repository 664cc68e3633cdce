using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>Converts a value that can be of several JSON types, for System.Text.Json, because the caller's own types may have members of such a type.</summary>
internal sealed class UnionConverter<T> : JsonConverter<T>
    where T : class, IWireUnion<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return T.Read(document.RootElement) ?? throw new JsonException($"The JSON cannot be read as {typeof(T).Name}.");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => value.WriteTo(writer);
}
