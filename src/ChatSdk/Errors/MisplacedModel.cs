using System.Buffers;

namespace ChatSdk;

/// <summary>Detects a model name that was passed as the key: <c>new ChatClient(address, "llama3.2")</c>.</summary>
internal static class MisplacedModel
{
    // Model names consist of words, while random keys have long parts without a separator.
    private const int _maxWordLength = 15;

    private static readonly SearchValues<char> _separators = SearchValues.Create("-._:/@");
    private static readonly SearchValues<char> _wordCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    /// <summary>Returns a hint to append to the exception message, with a space at its start; empty if the key does not look like the name of a model, or if a model is set. The hint never contains the key.</summary>
    public static string Hint(ChatClientOptions options) =>
        string.IsNullOrWhiteSpace(options.Model) && LooksLikeName(options.ApiKey.AsSpan().Trim())
            ? " Is the key the name of a model? Then set Model instead: the second argument of ChatClient is the key, and the named argument \"model\" is the model."
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
            if (word.Length > _maxWordLength || word.ContainsAnyExcept(_wordCharacters))
            {
                return false;
            }

            key = end < 0 ? [] : key[(end + 1)..];
        }

        return true;
    }
}
