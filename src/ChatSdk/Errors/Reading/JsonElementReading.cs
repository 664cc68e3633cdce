using System.Globalization;
using System.Text.Json;

namespace ChatSdk;

/// <summary>Reads scalars from JSON of unknown shape, without ever throwing.</summary>
internal static class JsonElementReading
{
    /// <summary>Gives a text, or a number as text; <see langword="null"/> for anything else and for empty text.</summary>
    public static string? AsText(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when JsonText.Of(value) is { Length: > 0 } text => text,
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    /// <summary>Gives the first of the members that holds a text or a number.</summary>
    public static string? First(this JsonElement value, params ReadOnlySpan<string> names)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var name in names)
        {
            if (value.TryGetProperty(name, out var member) && member.AsText() is { } text)
            {
                return text;
            }
        }

        return null;
    }

    /// <summary>Gives the first of the members that is a whole number, also one written as text.</summary>
    public static int? Number(this JsonElement value, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (int.TryParse(value.First(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            {
                return number;
            }
        }

        return null;
    }
}
