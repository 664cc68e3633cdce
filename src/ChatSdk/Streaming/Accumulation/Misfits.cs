using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// Removes an extra field from an accumulated record if the field would replace a member of the record. Such a field contains a value
/// of the wrong type from one fragment, which must not replace the values from the other fragments.
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

        // The names are compared as strings, because JsonElement.TryGetProperty throws for a name with an unpaired surrogate.
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
