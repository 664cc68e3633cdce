using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ChatSdk;

/// <summary>The types that a tool made from a delegate can take and give: those of the caller's context, and the basic ones.</summary>
internal sealed class ToolTypes
{
    private readonly JsonSerializerOptions _options;
    private readonly string _knower;

    public ToolTypes(JsonSerializerContext? context)
    {
        _knower = context is null ? "and no JsonSerializerContext was given that knows it" : $"which {context.GetType().Name} does not know";
        _options = context is null ? new JsonSerializerOptions() : new JsonSerializerOptions(context.Options);
        _options.TypeInfoResolver = JsonTypeInfoResolver.Combine(context, BasicTypes.Instance);

        // Results go to the model and not into HTML; what is escaped costs it tokens.
        _options.Encoder ??= JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

        // A model writes the members in any order, so the one that names the derived type need not be the first.
        _options.AllowOutOfOrderMetadataProperties = true;
        _options.MakeReadOnly();
    }

    /// <summary>Returns the serializer's metadata of a type.</summary>
    /// <exception cref="ArgumentException">It knows nothing of it.</exception>
    public JsonTypeInfo Get(Type type, string what) =>
        Find(type) ?? throw WrongArgument.Because($"{what} is of the type {TypeName.Of(type)}, {_knower}. Add [JsonSerializable(typeof({TypeName.Of(type)}))] to a context; or, if it is a service, give the services that have it.", "context");

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
