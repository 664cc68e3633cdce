using System.Text.Json.Serialization.Metadata;

namespace ChatSdk;

public sealed partial record ChatCompletion
{
    /// <summary>
    /// Deserializes the JSON in the text of the answer. Use this method for an answer that is not typed, such as the last answer of a tool
    /// run. To request the JSON, set the response format to <see cref="ResponseFormat.ForType{T}"/>.
    /// </summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="type">The serialization metadata of the type.</param>
    /// <param name="output">The options for reading the answer; the defaults if <see langword="null"/>.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ChatRefusalException">The model refused.</exception>
    /// <exception cref="ChatIncompleteException">The answer contains no choices, or was cut off.</exception>
    /// <exception cref="ChatFormatException">The answer is not valid JSON for the type.</exception>
    public T ReadAs<T>(JsonTypeInfo<T> type, StructuredOutputOptions? output = null)
    {
        ArgumentNullException.ThrowIfNull(type);
        return TypedAnswer<T>.Of(type).Read(this, output ?? StructuredOutputOptions.Default);
    }
}
