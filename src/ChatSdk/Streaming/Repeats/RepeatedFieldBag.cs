using System.Text.Json;

namespace ChatSdk;

/// <summary>The extra fields of a chunk that was read by comparison: those of the earlier chunk, except for some strings.</summary>
/// <param name="form">What it has in common with the bag of the chunk before.</param>
/// <param name="texts">What is between the quotes of each text, separated by line feeds, which JSON strings cannot contain.</param>
internal sealed class RepeatedFieldBag(FieldBagForm form, byte[] texts) : FieldBag
{
    // The strings, or the fields once they have been read. One reference for both: there is a bag for each chunk.
    private object _content = texts;

    protected override FieldBag Origin => form.Origin;

    protected override bool HasLists => form.HasLists;

    // If two threads read them at once, both get the same.
    protected override KeyValuePair<string, JsonElement>[] Fields
    {
        get
        {
            if (_content is byte[] unread)
            {
                _content = form.Fill(unread);
            }

            return (KeyValuePair<string, JsonElement>[])_content;
        }
    }
}
