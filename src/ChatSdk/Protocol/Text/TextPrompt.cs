using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>
/// The prompt in a text completion request, or the input in an embeddings request: text, several strings, or tokens. A string converts to
/// it implicitly, and so do an array, a list and a collection expression: <c>Prompt = "Once upon a time"</c>, <c>Prompt = ["One", "Two"]</c>.
/// </summary>
/// <remarks>It is immutable, safe to share between threads, and compared by value. Enumerating it returns its strings.</remarks>
[CollectionBuilder(typeof(TextPrompt), nameof(FromStrings))]
[JsonConverter(typeof(UnionConverter<TextPrompt>))]
public sealed class TextPrompt : IEquatable<TextPrompt>, IWireUnion<TextPrompt>
{
    private readonly JsonElement _json;

    private TextPrompt(JsonElement json) => _json = json;

    /// <summary>Gets the prompt that is used for a request whose JSON contains no prompt.</summary>
    internal static TextPrompt None { get; } = FromStrings([]);

    /// <summary>Gets the number of prompts, each of which gets a separate answer.</summary>
    internal int Count => _json.ValueKind == JsonValueKind.Array && _json.EnumerateArray().All(item => item.ValueKind is JsonValueKind.String or JsonValueKind.Array) ? _json.GetArrayLength() : 1;

    /// <summary>Creates a prompt from a string.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The prompt.</returns>
    public static implicit operator TextPrompt(string text) => FromString(text);

    /// <summary>Creates a prompt from several strings, each of which gets a separate answer.</summary>
    /// <param name="strings">The strings.</param>
    /// <returns>The prompt; <see langword="null"/> if the argument is <see langword="null"/>.</returns>
    [return: NotNullIfNotNull(nameof(strings))]
    public static implicit operator TextPrompt?(string[]? strings) => strings is null ? null : FromStrings(strings);

    /// <summary>Creates a prompt from several strings, each of which gets a separate answer.</summary>
    /// <param name="strings">The strings.</param>
    /// <returns>The prompt; <see langword="null"/> if the argument is <see langword="null"/>.</returns>
    [return: NotNullIfNotNull(nameof(strings))]
    [SuppressMessage("Design", "CA1002", Justification = "C# does not allow a conversion operator from an interface.")]
    public static implicit operator TextPrompt?(List<string>? strings) => strings is null ? null : FromStrings([.. strings]);

    /// <summary>Creates a prompt from a string.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The prompt.</returns>
    public static TextPrompt FromString(string text) => new(FieldBag.ElementOf(JsonValue.Create(text)));

    /// <summary>Creates a prompt from several strings, each of which gets a separate answer.</summary>
    /// <param name="strings">The strings.</param>
    /// <returns>The prompt.</returns>
    public static TextPrompt FromStrings(ReadOnlySpan<string> strings) => From(strings.ToArray(), text => JsonValue.Create(text));

    /// <summary>Creates a prompt from tokens.</summary>
    /// <param name="tokens">The token ids.</param>
    /// <returns>The prompt.</returns>
    public static TextPrompt FromTokens(ReadOnlySpan<int> tokens) => From(tokens.ToArray(), token => JsonValue.Create(token));

    /// <summary>Returns an enumerator that iterates through the strings; a prompt of tokens has none.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<string> GetEnumerator()
    {
        IEnumerable<JsonElement> items = _json.ValueKind == JsonValueKind.Array ? _json.EnumerateArray() : new[] { _json };
        return items.Where(item => item.ValueKind == JsonValueKind.String).Select(JsonText.Of).GetEnumerator();
    }

    /// <inheritdoc/>
    public bool Equals(TextPrompt? other) => other is not null && JsonElement.DeepEquals(_json, other._json);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TextPrompt);

    /// <inheritdoc/>
    public override int GetHashCode() => _json.ValueKind.GetHashCode();

    void IWireUnion.WriteTo(Utf8JsonWriter writer) => _json.WriteTo(writer);

    static TextPrompt? IWireUnion<TextPrompt>.Read(JsonElement json) => new(json.Clone());

    private static TextPrompt From<T>(T[] items, Func<T, JsonNode?> convert) => new(FieldBag.ElementOf(new JsonArray([.. items.Select(convert)])));
}
