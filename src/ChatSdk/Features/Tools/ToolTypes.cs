using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ChatSdk;

/// <summary>The types that a delegate's parameters and result can have: those in the caller's serializer context, and basic types.</summary>
internal sealed class ToolTypes
{
    private readonly JsonSerializerOptions _options;
    private readonly string _limitation;

    public ToolTypes(JsonSerializerContext? context)
    {
        _limitation = context is null ? "which requires a JsonSerializerContext" : $"which {context.GetType().Name} does not include";
        _options = context is null ? new JsonSerializerOptions() : new JsonSerializerOptions(context.Options);
        _options.TypeInfoResolver = JsonTypeInfoResolver.Combine(context, BasicTypes.Instance);

        // Results are sent to the model and not embedded in HTML, and escaping would cost tokens.
        _options.Encoder ??= JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

        // A model may write the members in any order, so the type discriminator need not be the first one.
        _options.AllowOutOfOrderMetadataProperties = true;
        _options.MakeReadOnly();
    }

    /// <summary>Returns the serializer's metadata for a type.</summary>
    /// <exception cref="ArgumentException">There is no metadata for the type.</exception>
    public JsonTypeInfo Get(Type type, string what) =>
        Find(type) ?? throw WrongArgument.Because($"{what} is of the type {TypeName.Of(type)}, {_limitation}. Add [JsonSerializable(typeof({TypeName.Of(type)}))] to a context; or, if it is a service, specify a service provider that contains it.", "context");

    public JsonTypeInfo? Find(Type type)
    {
        try
        {
            return _options.TryGetTypeInfo(type, out var info) ? info : null;
        }
        catch (InvalidOperationException)
        {
            // Types such as pointers and spans cannot be serialized.
            return null;
        }
    }
}
