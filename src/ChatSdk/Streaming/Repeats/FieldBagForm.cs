using System.Text.Json;

namespace ChatSdk;

/// <summary>The common part of field bags that differ only in the strings of some fields.</summary>
/// <param name="bag">One of the bags.</param>
/// <param name="open">The indexes of the fields whose strings differ, in order.</param>
internal sealed class FieldBagForm(FieldBag bag, int[] open)
{
    /// <summary>Gets the bag from which the form was created.</summary>
    public FieldBag Origin => bag;

    /// <summary>Gets whether one of the common values is a list, which may have to be joined.</summary>
    public bool HasLists { get; } = bag.Values.Any(value => value.ValueKind == JsonValueKind.Array);

    /// <summary>Returns the fields of a bag with this form.</summary>
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
