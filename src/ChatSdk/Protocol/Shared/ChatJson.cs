using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatSdk;

/// <summary>
/// JSON, such as a schema. A string that contains JSON converts to it implicitly, and so do a <see cref="JsonNode"/> and a
/// <see cref="JsonElement"/>: <c>ChatTool.CreateFunction("look", "Looks.", """{ "type": "object" }""")</c>.
/// </summary>
/// <remarks>It is immutable and safe to share between threads. A string is parsed only by the method to which it is passed. That method throws an exception if the string is not valid JSON.</remarks>
public sealed class ChatJson
{
    private readonly string? _text;
    private readonly JsonElement _json;

    private ChatJson(string text) => _text = text;

    private ChatJson(JsonElement json) => _json = json;

    /// <summary>Converts a string that contains JSON.</summary>
    /// <param name="json">The string.</param>
    /// <returns>The JSON; <see langword="null"/> if the argument is <see langword="null"/>.</returns>
    [return: NotNullIfNotNull(nameof(json))]
    public static implicit operator ChatJson?(string? json) => json is null ? null : new(json);

    /// <summary>Converts a node. It is copied.</summary>
    /// <param name="json">The node.</param>
    /// <returns>The JSON; <see langword="null"/> if the argument is <see langword="null"/>.</returns>
    [return: NotNullIfNotNull(nameof(json))]
    public static implicit operator ChatJson?(JsonNode? json) => json is null ? null : new(FieldBag.ElementOf(json));

    /// <summary>Converts an element. It is copied, so its document can be disposed.</summary>
    /// <param name="json">The element.</param>
    /// <returns>The JSON; <see langword="null"/> if the argument is <see langword="null"/>.</returns>
    [return: NotNullIfNotNull(nameof(json))]
    public static implicit operator ChatJson?(JsonElement? json) => json is { } element ? new(element.Clone()) : null;

    /// <summary>Returns the JSON, after parsing the string if there is one.</summary>
    /// <param name="parameter">The name of the parameter, for the exception.</param>
    /// <exception cref="ArgumentException">The string is not valid JSON.</exception>
    internal JsonElement Read(string parameter)
    {
        if (_text is null)
        {
            return _json;
        }

        try
        {
            using var document = JsonDocument.Parse(_text);
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"The string is not valid JSON: {OneLine.Of(exception.Message, 200)}", parameter, exception);
        }
    }
}
