using System.Globalization;

namespace ChatSdk.Tool;

/// <summary>Checks the endpoints for text completions and embeddings.</summary>
internal static class EndpointProbes
{
    public static IEnumerable<Probe> All =>
    [
        new("text", "Text completions", TextAsync) { Needs = "key", Tokens = 40 },
        new("embeddings", "Embeddings", EmbeddingsAsync) { Needs = "key", Tokens = 20 },
    ];

    private static async Task<Finding> TextAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        TextCompletion? answer = null;
        var attempt = await session.RunAsync(async client => answer = await client.CreateTextAsync(
            new TextCompletionRequest { Model = session.Connection.Model ?? ProbeSession.DefaultModel, Prompt = "One, two,", MaxTokens = 8 }, cancellationToken: cancellationToken), maxTokens: 20, cancellationToken);
        return attempt.IsSuccess
            ? Finding.Supported("The server completes text.", attempt.Exchange!.Evidence()) with { Library = $"CreateTextAsync returns \"{Printable.Line(answer!.Text, 60)}\"." }
            : Finding.Failed(attempt);
    }

    private static async Task<Finding> EmbeddingsAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var model = session.Models.Select(listed => listed.Id).FirstOrDefault(id => id?.Contains("embed", StringComparison.OrdinalIgnoreCase) == true) ?? session.Connection.Model ?? ProbeSession.DefaultModel;
        EmbeddingResponse? answer = null;
        var attempt = await session.RunAsync(async client => answer = await client.CreateEmbeddingsAsync(new EmbeddingRequest { Model = model, Input = "hello" }, cancellationToken: cancellationToken), maxTokens: 10, cancellationToken);
        return attempt.IsSuccess
            ? Finding.Supported(string.Create(CultureInfo.InvariantCulture, $"The model {Printable.Line(model, 60)} returns a vector with {answer!.Vector.Length} dimensions."), attempt.Exchange!.Evidence("embedding"))
            : Finding.Failed(attempt);
    }
}
