using System.Text.Json;

namespace ChatSdk;

/// <summary>The extra fields of a chunk that was read by comparison, which differ from those of the earlier chunk only in some strings.</summary>
/// <param name="form">The common part of this bag and that of the earlier chunk.</param>
/// <param name="texts">The bytes between the quotes of each string, separated by line feeds, which JSON strings cannot contain.</param>
internal sealed class RepeatedFieldBag(FieldBagForm form, byte[] texts) : FieldBag
{
    // The strings, or the fields after they have been created. One field is used for both to save memory, because each chunk has a bag.
    private object _content = texts;

    public override int Count => Origin.Count;

    public override IEnumerable<string> Keys => Origin.Keys;

    protected override FieldBag Origin => form.Origin;

    protected override bool HasLists => form.HasLists;

    // If two threads create the fields concurrently, the results are equal.
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

    public override int IndexOf(string name) => Origin.IndexOf(name);
}
