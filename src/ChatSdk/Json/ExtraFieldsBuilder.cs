using System.Text.Json;

namespace ChatSdk;

/// <summary>Collects, while one object is read, the fields that found no place. Costs nothing where there are none.</summary>
internal struct ExtraFieldsBuilder
{
    private List<KeyValuePair<string, JsonElement>>? _fields;

    public readonly bool IsEmpty => _fields is null;

    public void Add(string name, JsonElement value) => (_fields ??= []).Add(KeyValuePair.Create(name, value));

    /// <summary>Drops a field that comes a second time.</summary>
    public readonly void Forget(ReadOnlySpan<char> name)
    {
        for (var at = (_fields?.Count ?? 0) - 1; at >= 0; at--)
        {
            if (name.SequenceEqual(_fields![at].Key))
            {
                _fields.RemoveAt(at);
            }
        }
    }

    /// <summary>Adds a value, if there is one.</summary>
    public void Keep(string name, JsonElement? value)
    {
        if (value is { } element)
        {
            Add(name, element);
        }
    }

    public readonly FieldBag ToBag() => _fields is null ? FieldBag.Empty : FieldBag.From(_fields);
}
