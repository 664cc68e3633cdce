namespace ChatSdk.Tests.Docs;

/// <summary>The C# code in docs/embeddings.md.</summary>
internal static class EmbeddingSnippets
{
    public static async Task<int> EmbedAsync(ChatClient client)
    {
        EmbeddingResponse response = await client.CreateEmbeddingsAsync("The food was delicious.");
        ReadOnlyMemory<float> vector = response.Vector;
        Console.WriteLine($"{vector.Length} dimensions, {response.Usage?.PromptTokens} tokens");
        return vector.Length;
    }

    public static async Task<int> EmbedSeveralAsync(ChatClient client)
    {
        EmbeddingResponse several = await client.CreateEmbeddingsAsync(["The food was delicious.", "The waiter was friendly."]);
        foreach (ChatEmbedding embedding in several.Data)
        {
            Console.WriteLine($"{embedding.Index}: {embedding.Vector.Span[0]}");
        }

        return several.Data.Count;
    }

    public static async Task<EmbeddingResponse> EmbedTokensAsync(ChatClient client)
    {
        var request = new EmbeddingRequest
        {
            Model = "text-embedding-3-small",
            Input = TextPrompt.FromTokens([791, 3691, 574, 18406]),
            Dimensions = 256,
            EncodingFormat = "base64",
        };
        EmbeddingResponse fromTokens = await client.CreateEmbeddingsAsync(request);
        return fromTokens;
    }
}
