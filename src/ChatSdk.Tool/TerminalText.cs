namespace ChatSdk.Tool;

/// <summary>Makes text from a model or a server safe to show in a terminal.</summary>
internal static class TerminalText
{
    /// <summary>
    /// Returns the text without control characters except line feeds and tabs, so that it cannot move the cursor, change colors or set
    /// the window title.
    /// </summary>
    public static string Of(string text) =>
        text.AsSpan().ContainsAnyExceptInRange(' ', '~') ? string.Concat(text.Where(character => !char.IsControl(character) || character is '\n' or '\t')) : text;
}
