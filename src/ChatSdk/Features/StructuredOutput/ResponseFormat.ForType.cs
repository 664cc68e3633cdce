using System.Text.Json.Serialization.Metadata;

namespace ChatSdk;

public sealed partial record ResponseFormat
{
    /// <summary>Creates the format of JSON that can be read as a type; read the answer with <see cref="ChatCompletion.ReadAs{T}"/>.</summary>
    /// <typeparam name="T">The type. A list, a string or a number is requested as the member <c>value</c> of an object.</typeparam>
    /// <param name="type">What the serializer knows of the type, such as <c>MyContext.Default.Weather</c>.</param>
    /// <param name="output">The name of the schema, and whether it is strict; the defaults if <see langword="null"/>.</param>
    /// <returns>The format.</returns>
    /// <exception cref="ArgumentException">The type has no strict schema, or the name cannot be used; the message says which.</exception>
    public static ResponseFormat ForType<T>(JsonTypeInfo<T> type, StructuredOutputOptions? output = null)
    {
        ArgumentNullException.ThrowIfNull(type);
        return TypedAnswer<T>.Of(type).Format(output ?? StructuredOutputOptions.Default);
    }
}
