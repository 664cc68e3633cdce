using System.Text.Json;

namespace ChatSdk;

/// <summary>One of several objects in the arguments of a call. What was found out about it is remembered for the next comparison.</summary>
internal sealed class RepeatedObject(string json)
{
    private JsonElement? _parsed;
    private bool _isParsed;

    /// <summary>Gets whether it has no members.</summary>
    public bool IsEmpty { get; } = json.AsSpan().Trim() is ['{', .. var inside, '}'] && inside.IsWhiteSpace();

    private JsonElement? Parsed
    {
        get
        {
            (_parsed, _isParsed) = (_isParsed ? _parsed : Parse(json), true);
            return _parsed;
        }
    }

    /// <summary>Determines whether another one is the same, or the beginning of it: an answer that was cut may have been cut in the repetition.</summary>
    public bool IsRepeatedBy(RepeatedObject other)
    {
        var otherJson = other.ToString();
        if (json.StartsWith(otherJson.TrimEnd(), StringComparison.Ordinal))
        {
            return true;
        }

        var isSame = Parsed is { } parsed && other.Parsed is { } otherParsed && JsonElement.DeepEquals(parsed, otherParsed);
        if (isSame && otherJson.Length < json.Length)
        {
            // The shorter of two that are equal costs less in the next comparison.
            _parsed = other.Parsed;
        }

        return isSame;
    }

    public override string ToString() => json;

    private static JsonElement? Parse(string json)
    {
        try
        {
            using var document = JsonText.Parse(json);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
