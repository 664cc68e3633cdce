using ChatSdk;

/// <summary>Passages and their embeddings, in memory. The number of a passage is its position, starting from 1.</summary>
internal sealed class PassageIndex(ChatClient client, string embeddingModel)
{
    // Servers limit the number of strings in one request.
    private const int _batchSize = 100;

    private readonly List<(Passage Passage, ReadOnlyMemory<float> Vector)> _entries = [];

    public async Task AddAsync(IEnumerable<Passage> passages)
    {
        foreach (var batch in passages.Chunk(_batchSize))
        {
            var vectors = await EmbedAsync([.. batch.Select(passage => $"{passage.Heading}\n{passage.Text}")]);
            _entries.AddRange(batch.Zip(vectors));
        }
    }

    public Passage? Find(int number) => _entries.ElementAtOrDefault(number - 1).Passage;

    /// <summary>Returns the numbers of the most similar passages, the most similar one first; none if no passage is similar enough.</summary>
    public async Task<IReadOnlyList<int>> SearchAsync(string question, int count, double minSimilarity)
    {
        var vector = (await EmbedAsync([question]))[0];
        var similarities = _entries.Select((entry, position) => (Number: position + 1, Value: CosineSimilarity(vector.Span, entry.Vector.Span)));
        return [.. similarities.Where(similarity => similarity.Value >= minSimilarity).OrderByDescending(similarity => similarity.Value).Take(count).Select(similarity => similarity.Number)];
    }

    private async Task<ReadOnlyMemory<float>[]> EmbedAsync(string[] texts)
    {
        EmbeddingResponse response = await client.CreateEmbeddingsAsync(new EmbeddingRequest { Model = embeddingModel, Input = texts });
        return [.. response.Data.Select(embedding => embedding.Vector)];
    }

    private static double CosineSimilarity(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        double product = 0, lengthOfOne = 0, lengthOfOther = 0;
        for (var place = 0; place < one.Length; place++)
        {
            product += one[place] * other[place];
            lengthOfOne += one[place] * one[place];
            lengthOfOther += other[place] * other[place];
        }

        return product / Math.Sqrt(lengthOfOne * lengthOfOther);
    }
}
