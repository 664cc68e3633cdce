using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatSdk;

/// <summary>The fields of a JSON object for which its record has no property. It is immutable, ordered like the JSON, and equal by value.</summary>
internal abstract class FieldBag : IReadOnlyDictionary<string, JsonElement>, IEquatable<FieldBag>
{
    /// <summary>The maximum number of fields that are searched one by one. For more fields, a dictionary is faster.</summary>
    protected const int MaxSearchedFields = 16;

    public static FieldBag Empty { get; } = new Whole([]);

    /// <summary>Gets the fields.</summary>
    protected abstract KeyValuePair<string, JsonElement>[] Fields { get; }

    /// <summary>Gets the bag from which this one was created by replacing some strings.</summary>
    protected virtual FieldBag Origin => this;

    protected virtual bool HasLists => Fields.Any(known => known.Value.ValueKind == JsonValueKind.Array);

    public abstract int Count { get; }

    public abstract IEnumerable<string> Keys { get; }

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

    public bool Equals(FieldBag? other) =>
        other is not null && Count == other.Count
        && Fields.All(field => other.TryGetValue(field.Key, out var value) && JsonElement.DeepEquals(field.Value, value));

    public override bool Equals(object? obj) => Equals(obj as FieldBag);

    // Equality ignores the order of the entries, so the hash code must too.
    public override int GetHashCode() => Fields.Aggregate(0, (hash, field) => hash ^ HashCode.Combine(field.Key, JsonHash.Of(field.Value)));

    /// <summary>Returns the index of a name. A few names are searched one by one; many are searched in a dictionary.</summary>
    protected static int IndexOf(string name, IReadOnlyList<string> names, ref Dictionary<string, int>? places)
    {
        if (names.Count > MaxSearchedFields)
        {
            places ??= names.Select((known, at) => KeyValuePair.Create(known, at)).ToDictionary(StringComparer.Ordinal);
            return places.GetValueOrDefault(name, -1);
        }

        for (var at = 0; at < names.Count; at++)
        {
            if (names[at] == name)
            {
                return at;
            }
        }

        return -1;
    }

    private sealed class Whole(KeyValuePair<string, JsonElement>[] fields) : FieldBag
    {
        private readonly string[] _names = Array.ConvertAll(fields, field => field.Key);
        private Dictionary<string, int>? _places;

        public override int Count => fields.Length;

        public override IEnumerable<string> Keys => _names;

        protected override KeyValuePair<string, JsonElement>[] Fields => fields;

        public override int IndexOf(string name) => IndexOf(name, _names, ref _places);
    }
}
