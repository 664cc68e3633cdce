using System.Text.Json;

namespace ChatSdk;

/// <summary>Received fields whose values are not parsed until one of them is requested, because most values are never requested.</summary>
/// <param name="names">The names. Chunks of a stream share them if their fields have the same names and the same types.</param>
/// <param name="values">The values in the order of the names, separated by commas.</param>
internal sealed class ReceivedFieldBag(FieldNames names, byte[] values) : FieldBag
{
    // The unparsed values or, once they have been parsed, the fields. Using one reference for both saves memory, because each chunk may have a bag.
    private object _content = values;

    public override int Count => names.Count;

    public override IReadOnlyList<string> Keys => names.All;

    public FieldNames Names => names;

    // If two threads parse the values at the same time, both get equal fields.
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

    public override bool HasLists => names.HaveLists;

    public override bool HasObjects => names.HaveObjects;

    /// <summary>Appends a value to the values of a bag, and returns the new length.</summary>
    public static int Append(byte[] values, int length, ReadOnlySpan<byte> value)
    {
        if (length > 0)
        {
            values[length++] = (byte)',';
        }

        value.CopyTo(values.AsSpan(length));
        return length + value.Length;
    }

    public override int IndexOf(string name) => names.IndexOf(name);

    private KeyValuePair<string, JsonElement>[] Parse(byte[] unread)
    {
        var reader = new Utf8JsonReader([(byte)'[', .. unread, (byte)']']);
        reader.Read();
        if (Count > FieldNames.MaxSearched)
        {
            // One document for all values uses less memory, but a reference to one value then keeps all of them in memory.
            return [.. Keys.Zip(WireReader.Parse(ref reader).EnumerateArray(), KeyValuePair.Create)];
        }

        var fields = new KeyValuePair<string, JsonElement>[Count];
        for (var at = 0; at < fields.Length; at++)
        {
            reader.Read();
            fields[at] = KeyValuePair.Create(Keys[at], WireReader.Parse(ref reader));
        }

        return fields;
    }
}
