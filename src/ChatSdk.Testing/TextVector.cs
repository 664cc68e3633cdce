namespace ChatSdk.Testing;

/// <summary>
/// Creates the fake model's embeddings. An embedding is a unit vector that depends only on the words of a text. The more words two
/// texts share, the more similar their vectors are. Long words count more than short ones, because they say more about the topic. Words that
/// begin with the same letters, such as "return" and "returned", have similar vectors.
/// </summary>
internal static class TextVector
{
    private const int _stemLength = 4;

    public static float[] Of(string text, int dimensions)
    {
        var sums = new double[dimensions];
        foreach (var word in WordsOf(text))
        {
            var weight = Math.Min(word.Length, 10);
            Add(sums, word, weight);
            Add(sums, word[..Math.Min(word.Length, _stemLength)] + '…', weight);
        }

        var length = Math.Sqrt(sums.Sum(sum => sum * sum));
        if (length == 0)
        {
            // The text has no words, or its words cancel each other out.
            (sums[0], length) = (1, 1);
        }

        return [.. sums.Select(sum => (float)(sum / length))];
    }

    private static string[] WordsOf(string text) =>
        new string([.. text.Select(character => char.IsLetterOrDigit(character) ? char.ToLowerInvariant(character) : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);

    // A hash determines the dimension and the sign of a word, so that the vectors of different words rarely overlap.
    private static void Add(double[] sums, string word, int weight)
    {
        var hash = Hash(word);
        sums[(hash >> 1) % (uint)sums.Length] += (hash & 1) == 0 ? weight : -weight;
    }

    // FNV-1a. Unlike string.GetHashCode, it is the same in every process.
    private static uint Hash(string word)
    {
        var hash = 2166136261u;
        foreach (var character in word)
        {
            hash = unchecked((hash ^ character) * 16777619u);
        }

        return hash ^ (hash >> 15);
    }
}
