using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// Removes from an accumulated record the extra fields that would replace one of its members. Such a field is a value of an
/// unexpected kind from one fragment, and must not hide what the other fragments hold.
/// </summary>
internal static class Misfits
{
    public static T WithoutMisfits<T>(this T record)
        where T : WireRecord
    {
        if (record.ExtraFields.Count == 0)
        {
            return record;
        }

        WireRecord typed = record with { ExtraFields = FieldBag.Empty };

        // By comparison of strings: a field's name may hold half a surrogate pair, which a look-up in JSON refuses.
        var members = WireBytes.ElementOf(typed).EnumerateObject().Select(member => member.Name).ToHashSet(StringComparer.Ordinal);
        List<KeyValuePair<string, JsonElement>> fields = [.. record.ExtraFields.Where(field => !members.Contains(field.Key))];
        if (fields.Count == record.ExtraFields.Count)
        {
            return record;
        }

        WireRecord clean = record with { ExtraFields = FieldBag.From(fields) };
        return (T)clean;
    }
}
