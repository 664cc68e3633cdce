using System.Text.Json;

namespace ChatSdk;

/// <summary>One of several JSON objects in the arguments of a tool call. It is parsed at most once, even if it is compared several times.</summary>
internal sealed class RepeatedObject(string json)
{
    private JsonElement? _parsed;
    private bool _isParsed;

    /// <summary>Gets whether the object has no members.</summary>
    public bool IsEmpty { get; } = json.AsSpan().Trim() is ['{', .. var inside, '}'] && inside.IsWhiteSpace();

    private JsonElement? Parsed
    {
        get
        {
            (_parsed, _isParsed) = (_isParsed ? _parsed : Parse(json), true);
            return _parsed;
        }
    }

    /// <summary>Determines whether another object equals this one or is the beginning of it. An answer that is cut off may end within the repetition.</summary>
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
            // The shorter of two equal objects can be compared faster next time.
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
