namespace ChatSdk;

/// <summary>Collects the extra fields of an object while it is read. It allocates nothing if there are none.</summary>
internal struct ExtraFieldsBuilder
{
    private List<Field>? _fields;

    // Fields for which the record has a property, but whose value has the wrong type. There are at most as many as the record has properties.
    private List<Field>? _misfits;

    /// <summary>Gets the number of fields.</summary>
    public readonly int Count => _fields?.Count ?? 0;

    /// <summary>Gets the number of fields for which the record has a property, but whose value has the wrong type.</summary>
    public readonly int MisfitCount => _misfits?.Count ?? 0;

    /// <summary>Adds a field by the range of its value in the JSON.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The range.</param>
    /// <param name="isMisfit">Whether the record has a property for the field, but the value has the wrong type.</param>
    public void Add(string name, Range value, bool isMisfit)
    {
        var field = new Field(name, value);
        (_fields ??= []).Add(field);
        if (isMisfit)
        {
            (_misfits ??= []).Add(field);
        }
    }

    /// <summary>Removes the field with this name if its value has the wrong type, because a later member with the same name replaces it.</summary>
    public readonly void RemoveMisfit(string name)
    {
        for (var at = 0; at < MisfitCount; at++)
        {
            if (_misfits![at].Name == name)
            {
                _fields!.Remove(_misfits[at]);
                _misfits.RemoveAt(at);
                return;
            }
        }
    }

    /// <summary>Returns the fields. If two have the same name, the later one is used, as is usual for JSON.</summary>
    /// <param name="json">The JSON that is read.</param>
    public readonly FieldBag ToBag(ReadOnlySpan<byte> json)
    {
        if (Count == 0)
        {
            return FieldBag.Empty;
        }

        RemoveRepeated(_fields!);
        var names = new string[Count];
        var (length, hasLists, hasObjects) = (-1, false, false);
        for (var at = 0; at < names.Length; at++)
        {
            var value = json[_fields![at].Value];
            names[at] = _fields[at].Name;
            length += value.Length + 1;
            hasLists |= value[0] == '[';
            hasObjects |= value[0] == '{';
        }

        // The values are copied, so that the fields do not keep the complete JSON in memory.
        var values = new byte[length];
        var end = 0;
        foreach (var field in _fields!)
        {
            end = ReceivedFieldBag.Append(values, end, json[field.Value]);
        }

        return new ReceivedFieldBag(new FieldNames(names) { HaveLists = hasLists, HaveObjects = hasObjects }, values);
    }

    private static void RemoveRepeated(List<Field> fields)
    {
        if (fields.Count <= FieldNames.MaxSearched && !HasRepeated(fields))
        {
            return;
        }

        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var at = 0; at < fields.Count; at++)
        {
            // If no earlier field was a duplicate, the field remains at its position.
            var place = places.TryAdd(fields[at].Name, places.Count) ? places.Count - 1 : places[fields[at].Name];
            fields[place] = fields[at];
        }

        fields.RemoveRange(places.Count, fields.Count - places.Count);
    }

    private static bool HasRepeated(List<Field> fields)
    {
        for (var at = 1; at < fields.Count; at++)
        {
            for (var earlier = 0; earlier < at; earlier++)
            {
                if (fields[earlier].Name == fields[at].Name)
                {
                    return true;
                }
            }
        }

        return false;
    }

    // This is a class, because the runtime compiles List<T> separately for each struct, which would delay the first chunk.
    private sealed class Field(string name, Range value)
    {
        public string Name => name;

        public Range Value => value;
    }
}
