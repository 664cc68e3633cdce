using System.Text.Json;

namespace ChatSdk;

/// <summary>Received fields whose values are parsed only when the first value is requested, because most are never requested.</summary>
/// <param name="names">The distinct names.</param>
/// <param name="values">The values as a JSON array, in the order of the names.</param>
internal sealed class UnreadFieldBag(string[] names, byte[] values) : FieldBag
{
    // The unparsed values or, once they have been parsed, the fields. Using one reference for both saves memory, because each chunk may have a bag.
    private object _content = values;
    private Dictionary<string, int>? _places;

    public override int Count => names.Length;

    public override IEnumerable<string> Keys => names;

    // If two threads parse the values at the same time, both get the same result.
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
        if (names.Length > MaxSearchedFields)
        {
            // One document for all values uses less memory, but a reference to one value then keeps all of them in memory.
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
