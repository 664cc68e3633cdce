using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatSdk;

/// <summary>The fields of a JSON object for which the object's record has no property. The bag is immutable, ordered like the JSON, and compared by value.</summary>
internal abstract class FieldBag : IReadOnlyDictionary<string, JsonElement>, IEquatable<FieldBag>
{
    public static FieldBag Empty { get; } = new Whole([]);

    /// <summary>Gets the fields.</summary>
    protected abstract KeyValuePair<string, JsonElement>[] Fields { get; }

    /// <summary>Gets whether the value of at least one field is a list.</summary>
    public virtual bool HasLists => Fields.Any(known => known.Value.ValueKind == JsonValueKind.Array);

    /// <summary>Gets whether the value of at least one field is an object.</summary>
    public virtual bool HasObjects => Fields.Any(known => known.Value.ValueKind == JsonValueKind.Object);

    public abstract int Count { get; }

    public abstract IReadOnlyList<string> Keys { get; }

    IEnumerable<string> IReadOnlyDictionary<string, JsonElement>.Keys => Keys;

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
    public bool Replaces(FieldBag other, bool joinsLists) => FieldNames.AreEqual(Keys, other.Keys) && !(joinsLists && HasLists);

    /// <summary>Returns the index of a field; negative if there is none with this name.</summary>
    public abstract int IndexOf(string name);

    /// <summary>Converts a node to an element.</summary>
    public static JsonElement ElementOf(JsonNode? node)
    {
        using var document = JsonDocument.Parse(node?.ToJsonString() ?? "null");
        return document.RootElement.Clone();
    }

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out JsonElement value)
    {
        var at = IndexOf(key);
        value = at < 0 ? default : Fields[at].Value;
        return at >= 0;
    }

    public IEnumerator<KeyValuePair<string, JsonElement>> GetEnumerator() =>
        ((IEnumerable<KeyValuePair<string, JsonElement>>)Fields).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(FieldBag? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        var isEqual = Count == other?.Count;
        for (var at = 0; at < Count && isEqual; at++)
        {
            isEqual = other!.TryGetValue(Fields[at].Key, out var value) && JsonElement.DeepEquals(Fields[at].Value, value);
        }

        return isEqual;
    }

    public override bool Equals(object? obj) => Equals(obj as FieldBag);

    // Equality ignores the order of the entries, so the hash code must too.
    public override int GetHashCode() => Fields.Aggregate(0, (hash, field) => hash ^ HashCode.Combine(field.Key, JsonHash.Of(field.Value)));

    private sealed class Whole(KeyValuePair<string, JsonElement>[] fields) : FieldBag
    {
        private readonly FieldNames _names = new(Array.ConvertAll(fields, field => field.Key));

        public override int Count => fields.Length;

        public override IReadOnlyList<string> Keys => _names.All;

        protected override KeyValuePair<string, JsonElement>[] Fields => fields;

        public override int IndexOf(string name) => _names.IndexOf(name);
    }
}
