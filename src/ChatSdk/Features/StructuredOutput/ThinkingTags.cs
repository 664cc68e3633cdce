namespace ChatSdk;

/// <summary>Finds the tags in which some models enclose their reasoning before the answer.</summary>
internal static class ThinkingTags
{
    private static readonly string[] _names = ["think", "thinking", "thought", "thoughts", "reason", "reasoning", "reflection", "analysis", "scratchpad"];

    /// <summary>Gets the length of the longest tag.</summary>
    public static int Longest { get; } = _names.Max(name => name.Length) + "</>".Length;

    /// <summary>Returns the position after the last closing tag; 0 if there is none.</summary>
    public static int EndOfLastClosing(string text) => EndOfLast(text, "</");

    /// <summary>Returns the position after the last opening tag; 0 if there is none.</summary>
    public static int EndOfLastOpening(string text) => EndOfLast(text, "<");

    private static int EndOfLast(string text, string begin) =>
        _names.Max(name => text.LastIndexOf($"{begin}{name}>", StringComparison.OrdinalIgnoreCase) is var tag and >= 0 ? tag + begin.Length + name.Length + 1 : 0);
}
