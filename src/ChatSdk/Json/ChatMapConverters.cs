using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>Lets System.Text.Json read and write <see cref="ChatMap{T}"/>, because the caller's own types may have members of this type.</summary>
internal sealed class ChatMapConverters : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert == typeof(ChatMap<string>) || typeToConvert == typeof(ChatMap<double>);

    // Creating the generic type from the type argument would require code generation at run time.
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) => typeToConvert == typeof(ChatMap<string>)
        ? new Converter<string>(WireMaps.Text, (writer, name, value) => writer.WriteString(name, value))
        : new Converter<double>(WireMaps.Number, (writer, name, value) => writer.WriteNumber(name, value));

    private sealed class Converter<T>(Func<JsonElement, (bool Fits, T Value)> read, Action<Utf8JsonWriter, string, T> write) : JsonConverter<ChatMap<T>>
    {
        public override ChatMap<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return WireMaps.Read(document.RootElement, read) ?? throw new JsonException($"The JSON is not an object whose members are all of type {typeof(T).Name}.");
        }

        public override void Write(Utf8JsonWriter writer, ChatMap<T> value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach (var (name, member) in value)
            {
                write(writer, name, member);
            }

            writer.WriteEndObject();
        }
    }
}
