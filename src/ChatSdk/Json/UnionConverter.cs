using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>Lets System.Text.Json read and write a value that the wire knows in several kinds, also in types of a user's own.</summary>
internal sealed class UnionConverter<T> : JsonConverter<T>
    where T : class, IWireUnion<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return T.Read(document.RootElement) ?? throw new JsonException($"This is no {typeof(T).Name}.");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => value.WriteTo(writer);
}
