using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ChatSdk;

/// <summary>Two ways to read a type, besides the one that its context has.</summary>
internal static class ReadingRules
{
    /// <summary>
    /// Gives the type with nothing missing passed over in silence: a member that a constructor wants must be there, and not be
    /// <see langword="null"/>, unless its type allows that.
    /// </summary>
    public static JsonTypeInfo<T> Whole<T>(JsonTypeInfo<T> type) => With(type, isWhole: true, static property =>
    {
        if (property.IsSetNullable)
        {
            property.IsRequired = false;
        }
    });

    /// <summary>Gives the type with nothing required, for JSON that is still arriving.</summary>
    public static JsonTypeInfo<T> Growing<T>(JsonTypeInfo<T> type) => With(type, isWhole: false, static property => property.IsRequired = false);

    private static JsonTypeInfo<T> With<T>(JsonTypeInfo<T> type, bool isWhole, Action<JsonPropertyInfo> change)
    {
        var options = new JsonSerializerOptions(type.Options)
        {
            RespectNullableAnnotations = isWhole,
            RespectRequiredConstructorParameters = isWhole,
            TypeInfoResolver = type.Options.TypeInfoResolver!.WithAddedModifier(info =>
            {
                foreach (var property in info.Kind == JsonTypeInfoKind.Object ? info.Properties : [])
                {
                    change(property);
                }
            }),
        };
        return (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
    }
}
