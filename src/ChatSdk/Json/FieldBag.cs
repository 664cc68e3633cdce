using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatSdk;

/// <summary>The fields of a JSON object that its record has no property for: immutable, in the order of the wire, equal by value.</summary>
internal sealed class FieldBag : IReadOnlyDictionary<string, JsonElement>, IEquatable<FieldBag>
{
    private readonly KeyValuePair<string, JsonElement>[] _fields;

    private FieldBag(KeyValuePair<string, JsonElement>[] fields) => _fields = fields;

    public static FieldBag Empty { get; } = new([]);

    public int Count => _fields.Length;

    public IEnumerable<string> Keys => _fields.Select(entry => entry.Key);

    public IEnumerable<JsonElement> Values => _fields.Select(entry => entry.Value);

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
        var at = Array.FindIndex(_fields, known => known.Key == name);
        if (at < 0)
        {
            return new FieldBag([.. _fields, field]);
        }

        var changed = (KeyValuePair<string, JsonElement>[])_fields.Clone();
        changed[at] = field;
        return new FieldBag(changed);
    }

    /// <summary>Gives the element for JSON that was made in the program.</summary>
    public static JsonElement ElementOf(JsonNode? node)
    {
        using var document = JsonDocument.Parse(node?.ToJsonString() ?? "null");
        return document.RootElement.Clone();
    }

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out JsonElement value)
    {
        foreach (var field in _fields)
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
        ((IEnumerable<KeyValuePair<string, JsonElement>>)_fields).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(FieldBag? other) =>
        other is not null && Count == other.Count
        && _fields.All(field => other.TryGetValue(field.Key, out var value) && JsonElement.DeepEquals(field.Value, value));

    public override bool Equals(object? obj) => Equals(obj as FieldBag);

    // The order does not count for equality, so it must not count here.
    public override int GetHashCode() => _fields.Aggregate(0, (hash, field) => hash ^ StringComparer.Ordinal.GetHashCode(field.Key));
}
