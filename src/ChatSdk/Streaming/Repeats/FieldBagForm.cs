using System.Text.Json;

namespace ChatSdk;

/// <summary>What bags of fields that differ only in the strings of some fields have in common.</summary>
/// <param name="bag">One of the bags.</param>
/// <param name="open">The indexes of the fields whose strings differ, in order.</param>
internal sealed class FieldBagForm(FieldBag bag, int[] open)
{
    /// <summary>Gets the bag that the form was taken from.</summary>
    public FieldBag Origin => bag;

    /// <summary>Gets whether one of the common values is a list, which may be a fragment.</summary>
    public bool HasLists { get; } = bag.Values.Any(value => value.ValueKind == JsonValueKind.Array);

    /// <summary>Returns the fields of a bag of this form.</summary>
    public KeyValuePair<string, JsonElement>[] Fill(ReadOnlySpan<byte> texts)
    {
        KeyValuePair<string, JsonElement>[] fields = [.. bag];
        foreach (var place in open)
        {
            var end = texts.IndexOf((byte)'\n');
            var text = end < 0 ? texts : texts[..end];
            texts = texts[(end + 1)..];
            fields[place] = KeyValuePair.Create(fields[place].Key, JsonText.ElementOf(text));
        }

        return fields;
    }
}
