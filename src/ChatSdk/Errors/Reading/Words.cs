namespace ChatSdk;

/// <summary>Searches text from a server for words, without regard to case.</summary>
internal static class Words
{
    public static bool Any(string text, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
