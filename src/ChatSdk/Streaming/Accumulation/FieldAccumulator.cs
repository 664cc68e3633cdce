using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// Puts together the extra fields of the pieces of one object. The last value of a field counts; lists may instead be
/// joined, where each piece brings its part of the list.
/// </summary>
internal sealed class FieldAccumulator(bool joinsLists)
{
    private readonly List<string> _names = [];
    private Dictionary<string, List<JsonElement>>? _fields;
    private FieldBag? _last;

    public void Add(IReadOnlyDictionary<string, JsonElement> fields)
    {
        if (fields.Count == 0)
        {
            return;
        }

        var bag = (FieldBag)fields;
        if (_last is not null && !bag.Replaces(_last, joinsLists))
        {
            Take(_last);
        }

        _last = bag;
    }

    public FieldBag ToBag()
    {
        if (_last is not null)
        {
            Take(_last);
            _last = null;
        }

        return _fields is null
            ? FieldBag.Empty
            : FieldBag.From([.. _names.Select(name => KeyValuePair.Create(name, ValueOf(_fields[name])))]);
    }

    private void Take(FieldBag bag)
    {
        _fields ??= new(StringComparer.Ordinal);
        foreach (var (name, value) in bag)
        {
            if (!_fields.TryGetValue(name, out var values))
            {
                _fields.Add(name, values = []);
                _names.Add(name);
            }
            else if (!joinsLists || value.ValueKind != JsonValueKind.Array || values[^1].ValueKind != JsonValueKind.Array)
            {
                values.Clear();
            }

            values.Add(value);
        }
    }

    private static JsonElement ValueOf(List<JsonElement> values) => values.Count == 1 ? values[0] : Join(values);

    private static JsonElement Join(List<JsonElement> lists)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartArray();
            foreach (var item in lists.SelectMany(list => list.EnumerateArray()))
            {
                item.WriteTo(writer);
            }

            writer.WriteEndArray();
        }

        using var document = JsonDocument.Parse(bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
        return document.RootElement.Clone();
    }
}
