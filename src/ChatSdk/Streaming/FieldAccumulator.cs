using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// Puts together the extra fields of the pieces of one object. The last value of a field counts; lists may instead be
/// joined, where each piece brings its part of the list.
/// </summary>
internal sealed class FieldAccumulator(bool joinsLists)
{
    private List<KeyValuePair<string, List<JsonElement>>>? _fields;

    public void Add(IReadOnlyDictionary<string, JsonElement> fields)
    {
        if (fields.Count == 0)
        {
            return;
        }

        _fields ??= [];
        foreach (var (name, value) in (FieldBag)fields)
        {
            var values = _fields.Find(known => known.Key == name).Value;
            if (values is null)
            {
                _fields.Add(KeyValuePair.Create(name, values = []));
            }
            else if (!joinsLists || value.ValueKind != JsonValueKind.Array || values[^1].ValueKind != JsonValueKind.Array)
            {
                values.Clear();
            }

            values.Add(value);
        }
    }

    public FieldBag ToBag() => _fields is null
        ? FieldBag.Empty
        : FieldBag.From([.. _fields.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Count == 1 ? entry.Value[0] : Join(entry.Value)))]);

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
