using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ChatSdk;

/// <summary>The types that a tool made from a delegate can take and give: those of the caller's context, and the basic ones.</summary>
internal sealed class ToolTypes
{
    private readonly JsonSerializerOptions _options;

    public ToolTypes(JsonSerializerContext? context)
    {
        _options = context is null ? new JsonSerializerOptions() : new JsonSerializerOptions(context.Options);
        _options.TypeInfoResolver = JsonTypeInfoResolver.Combine(context, BasicTypes.Instance);

        // Results go to the model and not into HTML; what is escaped costs it tokens.
        _options.Encoder ??= JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

        // A model writes the members in any order, so the one that names the derived type need not be the first.
        _options.AllowOutOfOrderMetadataProperties = true;
        _options.MakeReadOnly();
    }

    /// <summary>Gives what the serializer knows of a type.</summary>
    /// <exception cref="ArgumentException">It knows nothing of it.</exception>
    public JsonTypeInfo Get(Type type, string what) =>
        Find(type) ?? throw WrongArgument.Because($"{what} is of the type {type}, which the JsonSerializerContext does not know. Add [JsonSerializable(typeof({type.Name}))] to it.", "context");

    public JsonTypeInfo? Find(Type type)
    {
        try
        {
            return _options.TryGetTypeInfo(type, out var info) ? info : null;
        }
        catch (InvalidOperationException)
        {
            // No JSON can be made of a type such as this: a pointer, a span.
            return null;
        }
    }
}
