using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ChatSdk;

/// <summary>The types for which the caller needs no JsonSerializerContext, such as strings, numbers, dates, lists of strings, and JSON itself.</summary>
internal sealed class BasicTypes : IJsonTypeInfoResolver
{
    private readonly Dictionary<Type, Func<JsonSerializerOptions, JsonTypeInfo>> _types = new()
    {
        [typeof(string[])] = options => JsonMetadataServices.CreateArrayInfo<string>(options, new()),
        [typeof(List<string>)] = options => JsonMetadataServices.CreateListInfo<List<string>, string>(options, new() { ObjectCreator = () => [] }),
    };

    private BasicTypes()
    {
        Add(JsonMetadataServices.BooleanConverter);
        Add(JsonMetadataServices.CharConverter);
        Add(JsonMetadataServices.StringConverter);
        Add(JsonMetadataServices.ByteConverter);
        Add(JsonMetadataServices.Int16Converter);
        Add(JsonMetadataServices.Int32Converter);
        Add(JsonMetadataServices.Int64Converter);
        Add(JsonMetadataServices.UInt32Converter);
        Add(JsonMetadataServices.UInt64Converter);
        Add(JsonMetadataServices.SingleConverter);
        Add(JsonMetadataServices.DoubleConverter);
        Add(JsonMetadataServices.DecimalConverter);
        Add(JsonMetadataServices.DateTimeConverter);
        Add(JsonMetadataServices.DateTimeOffsetConverter);
        Add(JsonMetadataServices.DateOnlyConverter);
        Add(JsonMetadataServices.TimeOnlyConverter);
        Add(JsonMetadataServices.TimeSpanConverter);
        Add(JsonMetadataServices.GuidConverter);
        Add(JsonMetadataServices.UriConverter);
        Add(JsonMetadataServices.JsonElementConverter);
        Add(JsonMetadataServices.JsonNodeConverter);
        Add(JsonMetadataServices.JsonObjectConverter);
        Add(JsonMetadataServices.JsonArrayConverter);
    }

    public static BasicTypes Instance { get; } = new();

    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) => _types.TryGetValue(type, out var create) ? create(options) : null;

    private void Add<T>(JsonConverter<T> converter) => _types.Add(typeof(T), options => JsonMetadataServices.CreateValueInfo<T>(options, converter));
}
