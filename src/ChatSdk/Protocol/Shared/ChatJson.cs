using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatSdk;

/// <summary>
/// JSON such as a schema, in whichever form it is at hand. Text that is JSON converts to it, and so do a <see cref="JsonNode"/> and a
/// <see cref="JsonElement"/>: <c>ChatTool.CreateFunction("look", "Looks.", """{ "type": "object" }""")</c>.
/// </summary>
/// <remarks>It is immutable and safe to share between threads. Text is parsed where it is used; a mistake in it is found there.</remarks>
public sealed class ChatJson
{
    private readonly string? _text;
    private readonly JsonElement _json;

    private ChatJson(string text) => _text = text;

    private ChatJson(JsonElement json) => _json = json;

    /// <summary>Converts text that is JSON.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The JSON; <see langword="null"/> for <see langword="null"/>.</returns>
    [return: NotNullIfNotNull(nameof(json))]
    public static implicit operator ChatJson?(string? json) => json is null ? null : new(json);

    /// <summary>Converts a node. It is copied.</summary>
    /// <param name="json">The node.</param>
    /// <returns>The JSON; <see langword="null"/> for <see langword="null"/>.</returns>
    [return: NotNullIfNotNull(nameof(json))]
    public static implicit operator ChatJson?(JsonNode? json) => json is null ? null : new(FieldBag.ElementOf(json));

    /// <summary>Converts an element. It is copied, so that its document may be disposed.</summary>
    /// <param name="json">The element.</param>
    /// <returns>The JSON; <see langword="null"/> for <see langword="null"/>.</returns>
    [return: NotNullIfNotNull(nameof(json))]
    public static implicit operator ChatJson?(JsonElement? json) => json is { } element ? new(element.Clone()) : null;

    /// <summary>Gets the JSON.</summary>
    /// <param name="parameter">The parameter that it was given for.</param>
    /// <exception cref="ArgumentException">It is text, and not JSON.</exception>
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
            throw new ArgumentException($"The text is not JSON: {OneLine.Of(exception.Message, 200)}", parameter, exception);
        }
    }
}
