using System.Text.Json;

namespace ChatSdk;

/// <summary>What bags of fields have in common that differ in the texts of some fields and in nothing else.</summary>
/// <param name="bag">One of the bags.</param>
/// <param name="open">The places of the fields whose texts differ, in their order.</param>
internal sealed class FieldBagForm(FieldBag bag, int[] open)
{
    /// <summary>Gets the bag that the form was taken from.</summary>
    public FieldBag Origin => bag;

    /// <summary>Gets whether one of the common values is a list: such a value may be one part of many.</summary>
    public bool HasLists { get; } = bag.Values.Any(value => value.ValueKind == JsonValueKind.Array);

    /// <summary>Gives the fields of a bag of this form.</summary>
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
