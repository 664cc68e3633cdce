using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>
/// Lets System.Text.Json read and write <typeparamref name="T"/>, whose JSON can be of several types. It is used if a type in the
/// application has a member of type <typeparamref name="T"/>.
/// </summary>
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
