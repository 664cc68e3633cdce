namespace ChatSdk;

/// <summary>The operations that the client supports. To add an operation, add a property here, the records for its request and answer, and its methods in <see cref="ChatClient"/>.</summary>
internal static class Endpoints
{
    public static Endpoint<ChatCompletion> ChatCompletions { get; } = new(HttpMethod.Post, "chat/completions", AnswerReader.ReadCompletionAsync)
    {
        TelemetryName = "chat",
        RequestTags = RequestTags.OfChat,
        IsCacheable = true,
    };

    public static Endpoint<TextCompletion> TextCompletions { get; } = new(HttpMethod.Post, "completions", AnswerReader.ReadTextCompletionAsync)
    {
        TelemetryName = "text_completion",
        RequestTags = RequestTags.OfText,
        IsCacheable = true,
    };

    public static Endpoint<IReadOnlyList<ChatModel>> Models { get; } = new(HttpMethod.Get, "models", AnswerReader.ReadModelsAsync);

    public static Endpoint<EmbeddingResponse> Embeddings { get; } = new(HttpMethod.Post, "embeddings", (body, response, _) =>
        ValueTask.FromResult(AnswerReader.ReadRecord<EmbeddingResponse>(body, "data", response) with { Response = response }))
    {
        TelemetryName = "embeddings",
        RequestTags = RequestTags.OfEmbeddings,
        IsCacheable = true,
    };

    public static Endpoint<ChatCompletion> StoredCompletion { get; } = new(HttpMethod.Get, ChatCompletions.Path, AnswerReader.ReadCompletionAsync);

    public static Endpoint<StoredPage<ChatCompletion>> StoredCompletions { get; } = new(HttpMethod.Get, ChatCompletions.Path, AnswerReader.ReadPageAsync<ChatCompletion>);

    public static Endpoint<StoredPage<ChatMessage>> StoredMessages { get; } = new(HttpMethod.Get, ChatCompletions.Path, AnswerReader.ReadPageAsync<ChatMessage>);

    public static Endpoint<ChatCompletion> StoredCompletionUpdate { get; } = new(HttpMethod.Post, ChatCompletions.Path, AnswerReader.ReadCompletionAsync);

    public static Endpoint<StoredCompletionDeletion> StoredCompletionDeletion { get; } = new(HttpMethod.Delete, ChatCompletions.Path, (body, response, _) =>
        ValueTask.FromResult(AnswerReader.ReadRecord<StoredCompletionDeletion>(body, "deleted", response)));

    /// <summary>Gets the paths of the operations. If a server's address ends with one of them, it is recognized as the URL of this operation and not as a base address.</summary>
    public static IReadOnlyList<string> Paths { get; } = [ChatCompletions.Path, TextCompletions.Path, Models.Path, Embeddings.Path];
}
