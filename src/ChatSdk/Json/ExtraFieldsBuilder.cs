using System.Text.Json;

namespace ChatSdk;

/// <summary>Collects the extra fields of an object while it is read. It allocates nothing if there are none.</summary>
internal struct ExtraFieldsBuilder
{
    private List<KeyValuePair<string, JsonElement>>? _fields;

    // The indexes of misfits: fields that have a property, but a value of the wrong type.
    private List<int>? _misfits;

    /// <summary>Gets the number of fields to search for an earlier value of a member, at most the number of the record's properties.</summary>
    public readonly int MisfitCount => _misfits?.Count ?? 0;

    public void Add(string name, JsonElement value) => (_fields ??= []).Add(KeyValuePair.Create(name, value));

    /// <summary>Adds a field that has a property, but a value of the wrong type.</summary>
    public void AddMisfit(string name, JsonElement value)
    {
        Add(name, value);
        (_misfits ??= []).Add(_fields!.Count - 1);
    }

    /// <summary>Removes the misfit with the name of a member that occurs a second time.</summary>
    public readonly void Forget(ReadOnlySpan<char> name)
    {
        for (var at = 0; at < MisfitCount; at++)
        {
            if (name.SequenceEqual(_fields![_misfits![at]].Key))
            {
                Remove(at);
                return;
            }
        }
    }

    public readonly FieldBag ToBag() => _fields is null ? FieldBag.Empty : FieldBag.From(_fields);

    private readonly void Remove(int misfit)
    {
        _fields!.RemoveAt(_misfits![misfit]);
        _misfits.RemoveAt(misfit);
        for (var at = misfit; at < _misfits.Count; at++)
        {
            _misfits[at]--;
        }
    }
}
