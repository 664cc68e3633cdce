using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatSdk;

/// <summary>The fields of a JSON object for which its record has no property. It is immutable, ordered like the JSON, and equal by value.</summary>
internal abstract class FieldBag : IReadOnlyDictionary<string, JsonElement>, IEquatable<FieldBag>
{
    public static FieldBag Empty { get; } = new Whole([]);

    /// <summary>Gets the fields.</summary>
    protected abstract KeyValuePair<string, JsonElement>[] Fields { get; }

    /// <summary>Gets the bag from which this one was created by replacing some strings.</summary>
    protected virtual FieldBag Origin => this;

    protected virtual bool HasLists => Fields.Any(known => known.Value.ValueKind == JsonValueKind.Array);

    public int Count => Origin.Fields.Length;

    public IEnumerable<string> Keys => Fields.Select(entry => entry.Key);

    public IEnumerable<JsonElement> Values => Fields.Select(entry => entry.Value);

    public JsonElement this[string key] =>
        TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no extra field '{key}'.");

    public static FieldBag From(IReadOnlyDictionary<string, JsonElement>? fields) => fields switch
    {
        FieldBag bag => bag,
        null or { Count: 0 } => Empty,

        // The elements are copied, because their document may be disposed.
        _ => new Whole([.. fields.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Clone()))]),
    };

    /// <summary>Returns a bag with the fields. If two have the same name, the later one is used, as is usual for JSON.</summary>
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

        return kept.Count == 0 ? Empty : new Whole([.. kept]);
    }

    public FieldBag With(string name, JsonElement value)
    {
        var field = KeyValuePair.Create(name, value);
        var at = IndexOf(name);
        if (at < 0)
        {
            return new Whole([.. Fields, field]);
        }

        var changed = (KeyValuePair<string, JsonElement>[])Fields.Clone();
        changed[at] = field;
        return new Whole(changed);
    }

    /// <summary>Determines whether the fields of this bag replace all fields of an earlier one.</summary>
    /// <param name="other">The earlier bag.</param>
    /// <param name="joinsLists">Whether lists are joined instead of being replaced.</param>
    public bool Replaces(FieldBag other, bool joinsLists) =>
        ReferenceEquals(Origin, other.Origin) && !(joinsLists && HasLists);

    /// <summary>Returns the index of a field; negative if there is none with this name.</summary>
    public int IndexOf(string name) => Array.FindIndex(Fields, known => known.Key == name);

    /// <summary>Converts a node to an element.</summary>
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

    // Equality ignores the order of the entries, so the hash code must too.
    public override int GetHashCode() => Fields.Aggregate(0, (hash, field) => hash ^ StringComparer.Ordinal.GetHashCode(field.Key));

    private sealed class Whole(KeyValuePair<string, JsonElement>[] fields) : FieldBag
    {
        protected override KeyValuePair<string, JsonElement>[] Fields => fields;
    }
}
