using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ChatSdk;

/// <summary>Knows the types that need no context of the caller's: texts, numbers, dates, lists of text, and JSON itself.</summary>
internal sealed class BasicTypes : IJsonTypeInfoResolver
{
    private static readonly Dictionary<Type, Func<JsonSerializerOptions, JsonTypeInfo>> _types = new()
    {
        [typeof(bool)] = options => Value(options, JsonMetadataServices.BooleanConverter),
        [typeof(char)] = options => Value(options, JsonMetadataServices.CharConverter),
        [typeof(string)] = options => Value(options, JsonMetadataServices.StringConverter),
        [typeof(byte)] = options => Value(options, JsonMetadataServices.ByteConverter),
        [typeof(short)] = options => Value(options, JsonMetadataServices.Int16Converter),
        [typeof(int)] = options => Value(options, JsonMetadataServices.Int32Converter),
        [typeof(long)] = options => Value(options, JsonMetadataServices.Int64Converter),
        [typeof(uint)] = options => Value(options, JsonMetadataServices.UInt32Converter),
        [typeof(ulong)] = options => Value(options, JsonMetadataServices.UInt64Converter),
        [typeof(float)] = options => Value(options, JsonMetadataServices.SingleConverter),
        [typeof(double)] = options => Value(options, JsonMetadataServices.DoubleConverter),
        [typeof(decimal)] = options => Value(options, JsonMetadataServices.DecimalConverter),
        [typeof(DateTime)] = options => Value(options, JsonMetadataServices.DateTimeConverter),
        [typeof(DateTimeOffset)] = options => Value(options, JsonMetadataServices.DateTimeOffsetConverter),
        [typeof(DateOnly)] = options => Value(options, JsonMetadataServices.DateOnlyConverter),
        [typeof(TimeOnly)] = options => Value(options, JsonMetadataServices.TimeOnlyConverter),
        [typeof(TimeSpan)] = options => Value(options, JsonMetadataServices.TimeSpanConverter),
        [typeof(Guid)] = options => Value(options, JsonMetadataServices.GuidConverter),
        [typeof(Uri)] = options => Value(options, JsonMetadataServices.UriConverter),
        [typeof(JsonElement)] = options => Value(options, JsonMetadataServices.JsonElementConverter),
        [typeof(JsonNode)] = options => Value(options, JsonMetadataServices.JsonNodeConverter),
        [typeof(JsonObject)] = options => Value(options, JsonMetadataServices.JsonObjectConverter),
        [typeof(JsonArray)] = options => Value(options, JsonMetadataServices.JsonArrayConverter),
        [typeof(string[])] = options => JsonMetadataServices.CreateArrayInfo<string>(options, new()),
        [typeof(List<string>)] = options => JsonMetadataServices.CreateListInfo<List<string>, string>(options, new() { ObjectCreator = () => [] }),
    };

    private BasicTypes()
    {
    }

    public static BasicTypes Instance { get; } = new();

    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) => _types.TryGetValue(type, out var create) ? create(options) : null;

    private static JsonTypeInfo<T> Value<T>(JsonSerializerOptions options, JsonConverter<T> converter) =>
        JsonMetadataServices.CreateValueInfo<T>(options, converter);
}
