namespace ChatSdk;

/// <summary>The operations that the client knows. To add one, add its value here, its records, and its methods of <see cref="ChatClient"/>.</summary>
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

    /// <summary>Gets the paths at whose end a server's address is recognized as that of an operation.</summary>
    public static IReadOnlyList<string> Paths { get; } = [ChatCompletions.Path, TextCompletions.Path, Models.Path];
}
