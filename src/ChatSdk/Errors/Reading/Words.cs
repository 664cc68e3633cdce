namespace ChatSdk;

/// <summary>Looks for words in what a server says, without regard to upper and lower case.</summary>
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
