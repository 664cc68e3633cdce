using System.Text.Json;

namespace ChatSdk;

/// <summary>Collects, while one object is read, the fields that found no place. Costs nothing where there are none.</summary>
internal struct ExtraFieldsBuilder
{
    private List<KeyValuePair<string, JsonElement>>? _fields;
    private bool _hasMisfits;

    public readonly bool IsEmpty => _fields is null;

    /// <summary>Adds a field that has a property, but whose value is of another kind.</summary>
    public void AddMisfit(string name, JsonElement value)
    {
        _hasMisfits = true;
        Add(name, value);
    }

    public void Add(string name, JsonElement value) => (_fields ??= []).Add(KeyValuePair.Create(name, value));

    /// <summary>Drops a misfit whose field comes a second time.</summary>
    public readonly void Forget(ReadOnlySpan<char> name)
    {
        if (!_hasMisfits)
        {
            return;
        }

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
