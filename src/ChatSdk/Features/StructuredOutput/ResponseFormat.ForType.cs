using System.Text.Json.Serialization.Metadata;

namespace ChatSdk;

public sealed partial record ResponseFormat
{
    /// <summary>Creates the format for JSON that matches a type's schema. Read the answer with <see cref="ChatCompletion.ReadAs{T}"/>.</summary>
    /// <typeparam name="T">The type. A value that is not an object in JSON, such as a list, a string or a number, is wrapped in an object that has a single property named <c>value</c>.</typeparam>
    /// <param name="type">The serialization metadata of the type, such as <c>MyContext.Default.Weather</c>.</param>
    /// <param name="output">The options for the schema, such as its name and whether it is strict; the defaults if <see langword="null"/>.</param>
    /// <returns>The format.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="type"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The type has no strict schema, or the name is invalid.</exception>
    public static ResponseFormat ForType<T>(JsonTypeInfo<T> type, StructuredOutputOptions? output = null)
    {
        ArgumentNullException.ThrowIfNull(type);
        return TypedAnswer<T>.Of(type).Format(output ?? StructuredOutputOptions.Default);
    }
}
