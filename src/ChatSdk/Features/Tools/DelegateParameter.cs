using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace ChatSdk;

/// <summary>A parameter that the model fills in: its schema, and its value from the model's JSON.</summary>
internal sealed class DelegateParameter
{
    private readonly JsonTypeInfo _type;
    private readonly bool _isNullable;
    private readonly object? _default;

    public DelegateParameter(ParameterInfo parameter, ToolTypes types)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType);
        Name = parameter.Name!;
        Description = TypeSchema.DescriptionOf(parameter);
        _type = types.Get(type ?? parameter.ParameterType, $"The parameter '{Name}'");
        _isNullable = type is not null || IsNullable(parameter);
        _default = DefaultOf(parameter, type);
        HasDefault = parameter.HasDefaultValue;
    }

    public string Name { get; }

    public bool IsRequired => !HasDefault && !_isNullable;

    private string? Description { get; }

    private bool HasDefault { get; }

    public JsonObject Schema(JsonObject definitions, bool isStrict)
    {
        var schema = (JsonObject)SchemaReferences.Move(TypeSchema.Of(_type), definitions, keepsRoot: false);

        // In the strict form, the model cannot omit a member, so it must be able to pass null instead.
        if (_isNullable || (HasDefault && (isStrict || (_default is null && !_type.Type.IsValueType))))
        {
            schema = AllowNull(schema);
        }

        if (HasDefault && !isStrict && _default is not null)
        {
            schema["default"] = JsonSerializer.SerializeToNode(_default, _type);
        }

        TypeSchema.Describe(schema, Description);
        return schema;
    }

    /// <summary>Returns the value of the parameter.</summary>
    /// <exception cref="ToolArgumentException">The value is required but missing, or does not match the type.</exception>
    public object? Read(JsonElement arguments)
    {
        if (!arguments.TryGetProperty(Name, out var value) || (value.ValueKind == JsonValueKind.Null && HasDefault && !_isNullable))
        {
            return IsRequired ? throw new ToolArgumentException($"$.{Name} is missing.") : _default;
        }

        if (value.ValueKind == JsonValueKind.Null && _isNullable)
        {
            return null;
        }

        try
        {
            return value.Deserialize(_type);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A converter or a constructor may throw any exception. The only part of the serializer's message that helps the model is the path.
            var place = exception is JsonException { Path: { Length: > 1 } path } ? OneLine.Of(path[1..], 200) : "";
            throw new ToolArgumentException($"$.{Name}{place} cannot be read as {TypeName.Of(_type.Type)}.", exception);
        }
    }

    private static JsonObject AllowNull(JsonObject schema)
    {
        if (schema["type"] is JsonValue type)
        {
            schema["type"] = new JsonArray(type.DeepClone(), "null");
            (schema["enum"] as JsonArray)?.Add(null);
            return schema;
        }

        return schema.Count == 0 ? schema : new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
    }

    private static object? DefaultOf(ParameterInfo parameter, Type? underlying) =>
        !parameter.HasDefaultValue || parameter.DefaultValue is not { } value ? null
        : underlying is { IsEnum: true } ? Enum.ToObject(underlying, value)
        : value;

    private static bool IsNullable(ParameterInfo parameter)
    {
        try
        {
            return !parameter.ParameterType.IsValueType && new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable;
        }
        catch (InvalidOperationException)
        {
            // In a trimmed program, the nullability metadata may have been removed.
            return false;
        }
    }
}
