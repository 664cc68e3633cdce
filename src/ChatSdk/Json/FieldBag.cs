using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatSdk;

/// <summary>The fields of a JSON object that its record has no property for: immutable, in the order of the wire, equal by value.</summary>
internal sealed class FieldBag : IReadOnlyDictionary<string, JsonElement>, IEquatable<FieldBag>
{
    // The fields; or, until somebody asks for them, the texts by which they differ from the bag that the form was taken from.
    private object _content;

    private FieldBag(KeyValuePair<string, JsonElement>[] fields) => _content = fields;

    /// <summary>Initializes a new instance of the <see cref="FieldBag"/> class, of a form, with the texts it leaves open.</summary>
    /// <param name="form">The form.</param>
    /// <param name="texts">What stands between the quotes of each text, apart by line feeds: in JSON strings there are none.</param>
    public FieldBag(FieldBagForm form, byte[] texts) => (Form, _content) = (form, texts);

    public static FieldBag Empty { get; } = new([]);

    /// <summary>Gets the form that this bag shares with others; <see langword="null"/> if it stands alone.</summary>
    public FieldBagForm? Form { get; }

    private bool HasLists => Form?.HasLists ?? Fields.Any(known => known.Value.ValueKind == JsonValueKind.Array);

    private FieldBag Origin => Form?.Origin ?? this;

    public int Count => Origin.Fields.Length;

    // Made when it is asked for; twice the same if two threads ask at once.
    private KeyValuePair<string, JsonElement>[] Fields
    {
        get
        {
            if (_content is byte[] texts)
            {
                _content = Form!.Fill(texts);
            }

            return (KeyValuePair<string, JsonElement>[])_content;
        }
    }

    public IEnumerable<string> Keys => Fields.Select(entry => entry.Key);

    public IEnumerable<JsonElement> Values => Fields.Select(entry => entry.Value);

    public JsonElement this[string key] =>
        TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no extra field '{key}'.");

    public static FieldBag From(IReadOnlyDictionary<string, JsonElement>? fields) => fields switch
    {
        null or { Count: 0 } => Empty,
        FieldBag bag => bag,

        // Copied: their document may be disposed.
        _ => new FieldBag([.. fields.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Clone()))]),
    };

    /// <summary>Gives a bag of these fields; of two with the same name the later one counts, as in any JSON reader.</summary>
    public static FieldBag From(List<KeyValuePair<string, JsonElement>> fields)
    {
        var places = new Dictionary<string, int>(fields.Count, StringComparer.Ordinal);
        List<KeyValuePair<string, JsonElement>> kept = new(fields.Count);
        foreach (var field in fields)
        {
            if (places.TryAdd(field.Key, kept.Count))
            {
                kept.Add(field);
            }
            else
            {
                kept[places[field.Key]] = field;
            }
        }

        return kept.Count == 0 ? Empty : new FieldBag([.. kept]);
    }

    public FieldBag With(string name, JsonElement value)
    {
        var field = KeyValuePair.Create(name, value);
        var at = IndexOf(name);
        if (at < 0)
        {
            return new FieldBag([.. Fields, field]);
        }

        var changed = (KeyValuePair<string, JsonElement>[])Fields.Clone();
        changed[at] = field;
        return new FieldBag(changed);
    }

    /// <summary>Tells whether nothing of another bag is left where this one is put over it, field by field.</summary>
    /// <param name="other">The bag from before.</param>
    /// <param name="joinsLists">Whether lists are put behind one another instead.</param>
    public bool Replaces(FieldBag other, bool joinsLists) =>
        ReferenceEquals(Origin, other.Origin) && !(joinsLists && HasLists);

    /// <summary>Gives the place of a field; negative if there is none of that name.</summary>
    public int IndexOf(string name) => Array.FindIndex(Fields, known => known.Key == name);

    /// <summary>Gives the element for JSON that was made in the program.</summary>
    public static JsonElement ElementOf(JsonNode? node)
    {
        using var document = JsonDocument.Parse(node?.ToJsonString() ?? "null");
        return document.RootElement.Clone();
    }

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out JsonElement value)
    {
        foreach (var field in Fields)
        {
            if (field.Key == key)
            {
                value = field.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    public IEnumerator<KeyValuePair<string, JsonElement>> GetEnumerator() =>
        ((IEnumerable<KeyValuePair<string, JsonElement>>)Fields).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(FieldBag? other) =>
        other is not null && Count == other.Count
        && Fields.All(field => other.TryGetValue(field.Key, out var value) && JsonElement.DeepEquals(field.Value, value));

    public override bool Equals(object? obj) => Equals(obj as FieldBag);

    // The order does not count for equality, so it must not count here.
    public override int GetHashCode() => Fields.Aggregate(0, (hash, field) => hash ^ StringComparer.Ordinal.GetHashCode(field.Key));
}
