using System.Text.Json;

namespace ChatSdk;

/// <summary>Fields that were received, whose values are parsed when the first one is requested: most never are.</summary>
/// <param name="names">The names, each once.</param>
/// <param name="values">The values, as a JSON list.</param>
internal sealed class UnreadFieldBag(string[] names, byte[] values) : FieldBag
{
    // The values, or the fields once they have been parsed. One reference for both: there may be a bag for each chunk.
    private object _content = values;
    private Dictionary<string, int>? _places;

    public override int Count => names.Length;

    public override IEnumerable<string> Keys => names;

    // If two threads parse them at once, both get the same.
    protected override KeyValuePair<string, JsonElement>[] Fields
    {
        get
        {
            if (_content is byte[] unread)
            {
                _content = Parse(unread);
            }

            return (KeyValuePair<string, JsonElement>[])_content;
        }
    }

    public override int IndexOf(string name) => IndexOf(name, names, ref _places);

    private KeyValuePair<string, JsonElement>[] Parse(byte[] unread)
    {
        var reader = new Utf8JsonReader(unread);
        reader.Read();
        if (names.Length > Few)
        {
            // Together they cost less; but then whoever stores one stores all.
            return [.. names.Zip(WireReader.Parse(ref reader).EnumerateArray(), KeyValuePair.Create)];
        }

        var fields = new KeyValuePair<string, JsonElement>[names.Length];
        for (var at = 0; at < fields.Length; at++)
        {
            reader.Read();
            fields[at] = KeyValuePair.Create(names[at], WireReader.Parse(ref reader));
        }

        return fields;
    }
}
