using System.Text.Json.Serialization.Metadata;

namespace ChatSdk;

public sealed partial record ChatCompletion
{
    /// <summary>
    /// Reads an answer as a type, for answers that came another way, such as the last one of a run of tools. Ask for it with
    /// <see cref="ResponseFormat.ForType{T}"/>.
    /// </summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="type">What the serializer knows of the type.</param>
    /// <param name="output">How to read; the defaults if <see langword="null"/>.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ChatRefusalException">The model refused.</exception>
    /// <exception cref="ChatIncompleteException">The answer was cut.</exception>
    /// <exception cref="ChatFormatException">The answer is not JSON of the type.</exception>
    public T ReadAs<T>(JsonTypeInfo<T> type, StructuredOutputOptions? output = null)
    {
        ArgumentNullException.ThrowIfNull(type);
        return TypedAnswer<T>.Of(type).Read(this, output ?? StructuredOutputOptions.Default);
    }
}
