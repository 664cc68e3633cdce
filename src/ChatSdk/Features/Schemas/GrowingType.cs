using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ChatSdk;

/// <summary>Creates metadata to deserialize objects some of whose members have not been received yet.</summary>
internal static class GrowingType
{
    /// <summary>Returns the type's metadata, changed so that no member is required and nullable annotations are ignored.</summary>
    public static JsonTypeInfo<T> Of<T>(JsonTypeInfo<T> type)
    {
        var options = new JsonSerializerOptions(type.Options)
        {
            RespectNullableAnnotations = false,
            RespectRequiredConstructorParameters = false,
            TypeInfoResolver = type.Options.TypeInfoResolver!.WithAddedModifier(static info =>
            {
                foreach (var property in info.Kind == JsonTypeInfoKind.Object ? info.Properties : [])
                {
                    property.IsRequired = false;
                }
            }),
        };
        return (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
    }
}
