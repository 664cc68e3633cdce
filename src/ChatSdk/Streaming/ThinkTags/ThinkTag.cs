namespace ChatSdk;

/// <summary>A pair of tags that some models write around reasoning in their text. Tags are recognized regardless of case.</summary>
/// <param name="Opening">The opening tag, such as <c>&lt;think&gt;</c>.</param>
/// <param name="Closing">The closing tag.</param>
internal sealed record ThinkTag(string Opening, string Closing)
{
    private static readonly ThinkTag[] _all =
    [
        .. new[] { "think", "thinking", "thought", "thoughts", "reason", "reasoning", "reflection", "analysis", "scratchpad", "seed:think" }
            .Select(name => new ThinkTag($"<{name}>", $"</{name}>")),
        new("[THINK]", "[/THINK]"),
    ];

    /// <summary>Gets the characters with which a tag can begin.</summary>
    public static string FirstCharacters => "<[";

    /// <summary>Finds the tag at the start of the text; returns <see langword="null"/> if there is none.</summary>
    public static ThinkTag? At(ReadOnlySpan<char> text, out bool isClosing)
    {
        foreach (var tag in _all)
        {
            isClosing = text.StartsWith(tag.Closing, StringComparison.OrdinalIgnoreCase);
            if (isClosing || text.StartsWith(tag.Opening, StringComparison.OrdinalIgnoreCase))
            {
                return tag;
            }
        }

        isClosing = false;
        return null;
    }

    /// <summary>Determines whether the text is the beginning of a tag.</summary>
    public static bool MayBegin(ReadOnlySpan<char> text)
    {
        foreach (var tag in _all)
        {
            if (tag.Opening.AsSpan().StartsWith(text, StringComparison.OrdinalIgnoreCase) || tag.Closing.AsSpan().StartsWith(text, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Returns the index after the last closing tag; 0 if there is none.</summary>
    public static int EndOfLastClosing(string text) =>
        _all.Max(tag => text.LastIndexOf(tag.Closing, StringComparison.OrdinalIgnoreCase) is var start and >= 0 ? start + tag.Closing.Length : 0);
}
