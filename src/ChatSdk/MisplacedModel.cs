using System.Buffers;

namespace ChatSdk;

/// <summary>Notices the name of a model that was given as the key: <c>new ChatClient(address, "llama3.2")</c>.</summary>
internal static class MisplacedModel
{
    // Names are words; what is random has long runs without a separator.
    private const int _longestWord = 15;

    private static readonly SearchValues<char> _separators = SearchValues.Create("-._:/@");
    private static readonly SearchValues<char> _wordCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    /// <summary>Gets the sentence that says so, with a space before it; empty if the key looks like one, or there is a model. It never shows the key.</summary>
    public static string Hint(ChatClientOptions options) =>
        string.IsNullOrWhiteSpace(options.Model) && LooksLikeName(options.ApiKey.AsSpan().Trim())
            ? " The key looks like the name of a model: the second argument of ChatClient is the key; name the model with model:."
            : "";

    private static bool LooksLikeName(ReadOnlySpan<char> key)
    {
        if (key.IsEmpty || !char.IsAsciiLetter(key[0]) || key.StartsWith("sk-", StringComparison.Ordinal) || Guid.TryParse(key, out _))
        {
            return false;
        }

        while (!key.IsEmpty)
        {
            var end = key.IndexOfAny(_separators);
            var word = end < 0 ? key : key[..end];
            if (word.Length > _longestWord || word.ContainsAnyExcept(_wordCharacters))
            {
                return false;
            }

            key = end < 0 ? [] : key[(end + 1)..];
        }

        return true;
    }
}
