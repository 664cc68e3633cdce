using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>Converts a type that is derived from <see cref="ContentPart"/>, for System.Text.Json. Each such type needs a converter, because the <see cref="JsonConverterAttribute"/> of the base type is not inherited.</summary>
internal sealed class PartConverter<T> : JsonConverter<T>
    where T : ContentPart
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return ContentPartReader.Read(document.RootElement.Clone()) is [T part] ? part : throw new JsonException($"The JSON cannot be read as {typeof(T).Name}.");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => value.WriteTo(writer);
}
