using System.Globalization;
using System.Text.Json;

namespace ChatSdk.Tool;

/// <summary>Checks the parameters that control the output.</summary>
internal static class OutputProbes
{
    private const string _countingPrompt = "Count from 1 to 50, separated by commas. Write only the numbers.";

    // No model would choose this name without the schema.
    private const string _member = "k7";
    private const string _schema = $$$"""{"type":"object","properties":{"{{{_member}}}":{"type":"string","enum":["red","green"]}},"required":["{{{_member}}}"],"additionalProperties":false}""";

    public static IEnumerable<Probe> All =>
    [
        new("max-tokens", "Token limit", MaxTokensAsync) { Needs = "answer", Tokens = 80 },
        new("stop", "Stop sequences", StopAsync) { Needs = "answer", Tokens = 90 },
        new("n", "Several choices", ChoicesAsync) { Needs = "answer", Tokens = 150 },
        new("seed", "Seed", SeedAsync) { Needs = "answer", Tokens = 270 },
        new("logprobs", "Log probabilities", LogProbsAsync) { Needs = "answer", Tokens = 40 },
        new("json-mode", "JSON mode", JsonModeAsync) { Needs = "answer", Tokens = 100 },
        new("json-schema", "JSON schema", (session, token) => SchemaAsync(session, strict: false, token)) { Needs = "answer", Tokens = 120 },
        new("json-schema-strict", "JSON schema, strict", (session, token) => SchemaAsync(session, strict: true, token)) { Needs = "answer", Tokens = 120 },
    ];

    private static async Task<Finding> MaxTokensAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var request = session.Prompt(_countingPrompt, maxTokens: 8);
        var attempt = await session.SendAsync(request, cancellationToken);
        if (!attempt.IsSuccess)
        {
            return Finding.Failed(attempt);
        }

        var name = session.UsesMaxCompletionTokens ? "max_completion_tokens" : "max_tokens";
        if (attempt.Completion?.FinishReason?.Kind == FinishReasonKind.Length)
        {
            return Finding.Supported($"The server stops at {name}, with the finish reason \"length\".", attempt.Exchange!.Evidence("finish_reason")) with { Library = "EnsureComplete throws a ChatIncompleteException." };
        }

        if (IsLong(attempt))
        {
            var other = session.UsesMaxCompletionTokens ? attempt : await session.SendAsync(request with { MaxTokens = null, MaxCompletionTokens = 8 }, cancellationToken);
            return !other.IsSuccess || IsLong(other)
                ? Finding.NotSupported("Neither max_tokens nor max_completion_tokens limits the length of the answer.", attempt.Exchange!.Evidence("content"))
                : Finding.Odd("The server ignores max_tokens, but stops at max_completion_tokens.", attempt.Exchange!.Evidence("content")) with { Setting = Setting.Request("MaxCompletionTokens = 1024") };
        }

        return attempt.Text.Contains('3')
            ? Finding.Odd($"The answer is cut off, but its finish reason is \"{Printable.Line(attempt.Completion?.FinishReason?.Value ?? "", 40)}\" instead of \"length\".", attempt.Exchange!.Evidence("finish_reason")) with { Library = "EnsureComplete does not throw, so answers that are cut off look complete." }
            : Finding.Unknown($"The server accepts {name}, but the answer does not show whether it is used.", attempt.Exchange!.Evidence("content"));
    }

    private static bool IsLong(ChatAttempt attempt) => attempt.Text.Contains("20", StringComparison.Ordinal);

    private static async Task<Finding> StopAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var attempt = await session.SendAsync(session.Prompt(_countingPrompt) with { Stop = "7" }, cancellationToken);
        return !attempt.IsSuccess ? Finding.Failed(attempt)
            : attempt.Text.Contains('7') ? Finding.NotSupported("The server ignores stop: the answer contains the stop sequence.", attempt.Exchange!.Evidence("7"))
            : attempt.Text.Contains('6') || attempt.Text.Contains('5') ? Finding.Supported("The answer ends before the stop sequence.", attempt.Exchange!.Evidence())
            : Finding.Unknown("The server accepts stop, but the answer does not show whether it is used.", attempt.Exchange!.Evidence());
    }

    private static async Task<Finding> ChoicesAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var attempt = await session.SendAsync(session.Prompt("Name a color.") with { N = 2 }, cancellationToken);
        return !attempt.IsSuccess ? Finding.Failed(attempt)
            : attempt.Completion!.Choices.Count == 2 ? Finding.Supported("The answer has two choices, as requested.", attempt.Exchange!.Evidence("\"index\":1", "\"index\": 1")) with { Library = "Choices contains them." }
            : Finding.NotSupported(string.Create(CultureInfo.InvariantCulture, $"Two choices were requested, but the answer has {attempt.Completion.Choices.Count}."), attempt.Exchange!.Evidence());
    }

    private static async Task<Finding> SeedAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        List<ChatAttempt> attempts = [];
        foreach (var seed in new[] { 7, 7, 8 })
        {
            var attempt = await session.SendAsync(session.Prompt("Invent a name for a cat.") with { Seed = seed, Temperature = 1 }, cancellationToken);
            if (!attempt.IsSuccess)
            {
                return Finding.Failed(attempt);
            }

            attempts.Add(attempt);
        }

        var evidence = attempts[1].Exchange!.Evidence("content");
        return (attempts[0].Text == attempts[1].Text, attempts[1].Text == attempts[2].Text) switch
        {
            (false, _) => Finding.NotSupported($"Two requests with the same seed received different answers: \"{Printable.Line(attempts[0].Text, 60)}\" and \"{Printable.Line(attempts[1].Text, 60)}\".", evidence),
            (true, true) => Finding.Unknown("The server accepts seed, but requests with different seeds received the same answer, so the seed has no visible effect.", evidence),
            _ => Finding.Supported("Requests with the same seed received the same answer, and a request with another seed received a different one.", evidence),
        };
    }

    private static async Task<Finding> LogProbsAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var attempt = await session.SendAsync(session.Prompt("Say hello.", session.AnswerTokens > 64 ? null : 8) with { LogProbs = true, TopLogProbs = 2 }, cancellationToken);
        return !attempt.IsSuccess ? Finding.Failed(attempt)
            : attempt.Completion!.Choices is [{ LogProbs.Content: [var token, ..] }, ..]
                ? Finding.Supported("The answer has the log probabilities of its tokens.", attempt.Exchange!.Evidence("logprobs")) with { Library = $"LogProbs has {token.TopLogProbs?.Count ?? 0} alternatives for the first token." }
                : Finding.NotSupported("The server accepts logprobs, but the answer has none.", attempt.Exchange!.Evidence("logprobs"));
    }

    // The prompt also permits plain text, so a server that ignores response_format is unlikely to return JSON.
    private static async Task<Finding> JsonModeAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var attempt = await session.SendAsync(session.Prompt("Name a color, in plain text unless you must write JSON.") with { ResponseFormat = ResponseFormat.JsonObject }, cancellationToken);
        return !attempt.IsSuccess ? Finding.Failed(attempt) with { Setting = InPrompt }
            : SseText.Parse(attempt.Text) is not null ? Finding.Supported("The answer is a JSON object.", attempt.Exchange!.Evidence("content"))
            : NoJson(attempt);
    }

    // The prompt does not mention the schema, so the answer can follow it only if the server uses it.
    private static async Task<Finding> SchemaAsync(ProbeSession session, bool strict, CancellationToken cancellationToken)
    {
        var attempt = await session.SendAsync(session.Prompt("What color is grass? Answer in JSON.") with { ResponseFormat = ResponseFormat.ForSchema("answer", _schema, strict) }, cancellationToken);
        if (!attempt.IsSuccess)
        {
            return Finding.Failed(attempt) with { Setting = strict ? new(nameof(StructuredOutputOptions), "Strict = false") : InPrompt };
        }

        return SseText.Parse(attempt.Text) is not { } answer ? NoJson(attempt)
            : answer.EnumerateObject().Count() == 1 && answer.TryGetProperty(_member, out var color) && color.ValueKind == JsonValueKind.String && color.GetString() is "red" or "green"
                ? Finding.Supported("The answer follows the schema, which was only in response_format.", attempt.Exchange!.Evidence("content")) with { Library = "CreateAsync<T> can be used." }
                : Finding.NotSupported("The server accepts the schema, but the answer does not follow it.", attempt.Exchange!.Evidence("content")) with { Setting = InPrompt };
    }

    private static Finding NoJson(ChatAttempt attempt) => attempt.Text.Contains("```", StringComparison.Ordinal)
        ? Finding.Odd("The answer is a Markdown code block instead of a JSON object.", attempt.Exchange!.Evidence("```")) with { Setting = new(nameof(StructuredOutputOptions), "AllowSurroundingText = true") }
        : Finding.NotSupported("The server ignores response_format: the answer is not a JSON object.", attempt.Exchange!.Evidence("content")) with { Setting = InPrompt };

    private static Setting InPrompt => new(nameof(StructuredOutputOptions), "SchemaInPrompt = true");
}
