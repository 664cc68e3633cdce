using System.Text.Json;

namespace ChatSdk;

/// <summary>Collects the extra fields of an object while it is read. It allocates nothing if there are none.</summary>
internal struct ExtraFieldsBuilder
{
    private List<string>? _names;

    // The start and the end of each value in the JSON that is being read.
    private List<int>? _places;

    // The indexes of misfits: fields that have a property, but a value of the wrong type.
    private List<int>? _misfits;

    private List<KeyValuePair<string, JsonElement>>? _parsed;

    public readonly int Count => _names?.Count ?? 0;

    /// <summary>Gets the number of misfits. It is at most the number of the record's properties.</summary>
    public readonly int MisfitCount => _misfits?.Count ?? 0;

    /// <summary>Adds a field by the range of its value in the JSON.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The range.</param>
    /// <param name="isMisfit">Whether the field has a property, but its value is of another kind.</param>
    public void Add(string name, Range value, bool isMisfit)
    {
        (_names ??= []).Add(name);
        (_places ??= []).Add(value.Start.Value);
        _places.Add(value.End.Value);
        if (isMisfit)
        {
            (_misfits ??= []).Add(_names.Count - 1);
        }
    }

    /// <summary>Adds a field whose value was parsed before.</summary>
    public void Add(string name, JsonElement value) => (_parsed ??= []).Add(KeyValuePair.Create(name, value));

    /// <summary>Removes the misfit with the name of a member that occurs a second time.</summary>
    public readonly void RemoveMisfit(ReadOnlySpan<char> name)
    {
        for (var at = 0; at < MisfitCount; at++)
        {
            if (name.SequenceEqual(_names![_misfits![at]]))
            {
                Remove(at);
                return;
            }
        }
    }

    /// <summary>Returns the fields. If two have the same name, the later one is used, as is usual for JSON.</summary>
    /// <param name="json">The JSON that is read.</param>
    public readonly FieldBag ToBag(ReadOnlySpan<byte> json)
    {
        if (_names is not { Count: > 0 })
        {
            return _parsed is null ? FieldBag.Empty : FieldBag.From(_parsed);
        }

        RemoveRepeated(_names, _places!);
        var values = new UnreadFieldBag([.. _names], Copy(json, _places!));
        return _parsed is null ? values : FieldBag.From([.. values, .. _parsed]);
    }

    private readonly void Remove(int misfit)
    {
        var field = _misfits![misfit];
        _names!.RemoveAt(field);
        _places!.RemoveRange(2 * field, 2);
        _misfits.RemoveAt(misfit);
        for (var at = misfit; at < _misfits.Count; at++)
        {
            _misfits[at]--;
        }
    }

    private static void RemoveRepeated(List<string> names, List<int> places)
    {
        if (names.Count == 1)
        {
            return;
        }

        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var at = 0; at < names.Count; at++)
        {
            // If no earlier field was a duplicate, the field remains at its position.
            var place = known.TryAdd(names[at], known.Count) ? known.Count - 1 : known[names[at]];
            names[place] = names[at];
            (places[2 * place], places[(2 * place) + 1]) = (places[2 * at], places[(2 * at) + 1]);
        }

        names.RemoveRange(known.Count, names.Count - known.Count);
        places.RemoveRange(2 * known.Count, places.Count - (2 * known.Count));
    }

    /// <summary>Copies the values to a separate JSON array, so that the fields do not keep the complete JSON in memory.</summary>
    private static byte[] Copy(ReadOnlySpan<byte> json, List<int> places)
    {
        var length = 1;
        for (var at = 0; at < places.Count; at += 2)
        {
            length += places[at + 1] - places[at] + 1;
        }

        var list = new byte[length];
        list[0] = (byte)'[';
        var end = 1;
        for (var at = 0; at < places.Count; at += 2)
        {
            var value = json[places[at]..places[at + 1]];
            value.CopyTo(list.AsSpan(end));
            end += value.Length + 1;
            list[end - 1] = (byte)',';
        }

        list[^1] = (byte)']';
        return list;
    }
}
