using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>
/// The content of a message: text, or a list of parts such as text and images. A string converts to it implicitly, and so do a part, an
/// array or a list of parts, and a collection expression: <c>Content = "Hi"</c>,
/// <c>Content = [ContentPart.FromText("What is this?"), ContentPart.FromImage(url)]</c>. For any other sequence, use a spread: <c>[.. parts]</c>.
/// </summary>
/// <remarks>It is immutable, safe to share between threads, and compared by value. Enumerating it returns its parts; plain text is one part.</remarks>
[CollectionBuilder(typeof(ChatContent), nameof(FromParts))]
[JsonConverter(typeof(UnionConverter<ChatContent>))]
[SuppressMessage("Naming", "CA1710", Justification = "It is primarily the content of a message, not a collection.")]
[SuppressMessage("Design", "CA1010", Justification = "With IEnumerable<ContentPart>, the compiler would suggest casting other sequences to this class, although such a cast would throw.")]
public sealed class ChatContent : IEnumerable, IEquatable<ChatContent>, IWireUnion<ChatContent>
{
    private readonly string? _text;
    private readonly WireList<ContentPart>? _parts;

    private ChatContent(string? text, WireList<ContentPart>? parts) => (_text, _parts) = (text, parts);

    /// <summary>Initializes a new instance of the <see cref="ChatContent"/> class that is a list of parts.</summary>
    /// <param name="parts">The parts, in order.</param>
    /// <exception cref="ArgumentNullException"><paramref name="parts"/> is <see langword="null"/>.</exception>
    public ChatContent(IEnumerable<ContentPart> parts)
        : this(null, WireList<ContentPart>.From(parts ?? throw new ArgumentNullException(nameof(parts))))
    {
    }

    /// <summary>Gets the text; for a list of parts, the joined text of all text parts. Never <see langword="null"/>.</summary>
    public string Text => _text ?? string.Concat(_parts!.OfType<TextPart>().Select(part => part.Text));

    /// <summary>Gets the parts; <see langword="null"/> if the content is plain text.</summary>
    public IReadOnlyList<ContentPart>? Parts => _parts;

    /// <summary>Creates content from a string.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The content; <see langword="null"/> if the argument is <see langword="null"/>.</returns>
    [return: NotNullIfNotNull(nameof(text))]
    public static implicit operator ChatContent?(string? text) => text is null ? null : FromString(text);

    /// <summary>Creates content that consists of one part.</summary>
    /// <param name="part">The part.</param>
    /// <returns>The content; <see langword="null"/> if the argument is <see langword="null"/>.</returns>
    [return: NotNullIfNotNull(nameof(part))]
    public static implicit operator ChatContent?(ContentPart? part) => part is null ? null : new(null, WireList<ContentPart>.Of(part));

    /// <summary>Creates content from several parts.</summary>
    /// <param name="parts">The parts, in order.</param>
    /// <returns>The content; <see langword="null"/> if the argument is <see langword="null"/>.</returns>
    [return: NotNullIfNotNull(nameof(parts))]
    public static implicit operator ChatContent?(ContentPart[]? parts) => parts is null ? null : new(parts);

    /// <summary>Creates content from several parts.</summary>
    /// <param name="parts">The parts, in order.</param>
    /// <returns>The content; <see langword="null"/> if the argument is <see langword="null"/>.</returns>
    [return: NotNullIfNotNull(nameof(parts))]
    [SuppressMessage("Design", "CA1002", Justification = "C# does not allow a conversion operator from an interface.")]
    public static implicit operator ChatContent?(List<ContentPart>? parts) => parts is null ? null : new(parts);

    /// <summary>Creates content from a string.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The content.</returns>
    public static ChatContent FromString(string text) => new(text, null);

    /// <summary>Creates content from a list of parts.</summary>
    /// <param name="parts">The parts, in order.</param>
    /// <returns>The content.</returns>
    public static ChatContent FromParts(ReadOnlySpan<ContentPart> parts) => new(null, WireList<ContentPart>.From(parts.ToArray()));

    /// <summary>Returns an enumerator that iterates through the parts; plain text is one part.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<ContentPart> GetEnumerator() =>
        (_parts ?? WireList<ContentPart>.Of(ContentPart.FromText(_text!))).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(ChatContent? other) => other is not null && _text == other._text && Equals(_parts, other._parts);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ChatContent);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_text, _parts);

    /// <summary>Returns the text; see <see cref="Text"/>. It may be confidential, so take care not to log it.</summary>
    /// <returns>The text; empty if there is none.</returns>
    public override string ToString() => Text;

    void IWireUnion.WriteTo(Utf8JsonWriter writer)
    {
        if (_parts is null)
        {
            writer.WriteStringValue(_text);
            return;
        }

        writer.WriteStartArray();
        foreach (var part in _parts)
        {
            part.WriteTo(writer);
        }

        writer.WriteEndArray();
    }

    static ChatContent? IWireUnion<ChatContent>.Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array or JsonValueKind.Object => FromParts(ContentPartReader.Read(json.Clone())),
        JsonValueKind.String => JsonText.Of(json),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    // Content is usually plain text, which needs no intermediate object.
    internal static TextOrContent Read(ref WireReader json)
    {
        if (json.Kind is not (JsonTokenType.StartArray or JsonTokenType.StartObject))
        {
            return new(json.Token());
        }

        json.CheckItems(AnswerLimits.Parts, "content parts");
        return new(json.Union<ChatContent>());
    }
}
