namespace ChatSdk;

/// <summary>The tags around what a model thinks aloud before its answer.</summary>
internal static class ThinkingTags
{
    private static readonly string[] _names = ["think", "thinking", "thought", "thoughts", "reason", "reasoning", "reflection", "analysis", "scratchpad"];

    /// <summary>Gets the length of the longest tag.</summary>
    public static int Longest { get; } = _names.Max(name => name.Length) + "</>".Length;

    /// <summary>Returns where the last closing tag ends; 0 if there is none.</summary>
    public static int EndOfLastClosing(string text) => EndOfLast(text, "</");

    /// <summary>Returns where the last opening tag ends; 0 if there is none.</summary>
    public static int EndOfLastOpening(string text) => EndOfLast(text, "<");

    private static int EndOfLast(string text, string begin) =>
        _names.Max(name => text.LastIndexOf($"{begin}{name}>", StringComparison.OrdinalIgnoreCase) is var tag and >= 0 ? tag + begin.Length + name.Length + 1 : 0);
}
