using System.Collections.Immutable;

namespace ChatSdk.Testing;

/// <summary>Splits text into words, which are the tokens of the fake model.</summary>
internal static class Words
{
    public static int Count(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    /// <summary>Splits text before any white space that follows a word. The concatenated parts are the original text.</summary>
    public static ImmutableArray<string> Split(string text)
    {
        var pieces = ImmutableArray.CreateBuilder<string>();
        var start = 0;
        for (var index = 1; index < text.Length; index++)
        {
            if (char.IsWhiteSpace(text[index]) && !char.IsWhiteSpace(text[index - 1]))
            {
                pieces.Add(text[start..index]);
                start = index;
            }
        }

        pieces.Add(text[start..]);
        return pieces.ToImmutable();
    }
}
