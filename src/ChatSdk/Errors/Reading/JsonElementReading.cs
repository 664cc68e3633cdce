using System.Globalization;
using System.Text.Json;

namespace ChatSdk;

/// <summary>Reads JSON of unknown shape without throwing exceptions. Names are compared by <see cref="LooseName"/>.</summary>
internal static class JsonElementReading
{
    /// <summary>Returns the value of a member; <see langword="null"/> if it is missing or null, or if <paramref name="value"/> is not an object.</summary>
    public static JsonElement? Member(this JsonElement value, string name)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (value.TryGetProperty(name, out var exact) && exact.ValueKind != JsonValueKind.Null)
        {
            return exact;
        }

        foreach (var member in value.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.Null && LooseName.Comparer.Equals(member.Name, name))
            {
                return member.Value;
            }
        }

        return null;
    }

    /// <summary>Returns a string, or a number as a string; <see langword="null"/> for any other value and for an empty string.</summary>
    public static string? AsText(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when JsonText.Of(value) is { Length: > 0 } text => text,
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    /// <summary>Returns a list of strings as one string, separated by semicolons; <see langword="null"/> for an empty list and any other value.</summary>
    public static string? AsJoinedStrings(this JsonElement list) =>
        list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0 && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? string.Join("; ", list.EnumerateArray().Select(JsonText.Of))
            : null;

    /// <summary>Looks up the members in the order of the names, and returns the first value that is a non-empty string or a number; <see langword="null"/> if there is none.</summary>
    public static string? First(this JsonElement value, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (value.Member(name)?.AsText() is { } text)
            {
                return text;
            }
        }

        return null;
    }

    /// <summary>Looks up the members in the order of the names, and returns the first value that is an integer or a string with an integer; <see langword="null"/> if there is none.</summary>
    public static int? Number(this JsonElement value, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (value.Member(name) is { } member && member.AsNumber() is { } number)
            {
                return number;
            }
        }

        return null;
    }

    /// <summary>Returns an integer, or the integer in a string; <see langword="null"/> for any other value.</summary>
    public static int? AsNumber(this JsonElement value) =>
        int.TryParse(value.AsText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Determines whether a value is anything other than null, <see langword="false"/>, 0, an empty string, or an object or list that contains only such values. Some servers add <c>"error": null</c> or an object with empty fields to every answer.</summary>
    public static bool IsSomething(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Any(member => IsSomething(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().Any(IsSomething),
        JsonValueKind.String => JsonText.Of(value).Length > 0,
        JsonValueKind.Number => !value.TryGetDouble(out var number) || number != 0,
        JsonValueKind.True => true,
        _ => false,
    };
}
