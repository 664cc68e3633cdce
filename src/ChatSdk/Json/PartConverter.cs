using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>Lets System.Text.Json read and write a kind of part by its own type. An attribute of the base type would not hold for it.</summary>
internal sealed class PartConverter<T> : JsonConverter<T>
    where T : ContentPart
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return ContentPartReader.Read(document.RootElement.Clone()) is [T part] ? part : throw new JsonException($"This is no {typeof(T).Name}.");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => value.WriteTo(writer);
}
