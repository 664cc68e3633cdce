using System.Text.Json;

namespace ChatSdk.Tool;

/// <summary>Checks where the server puts the model's reasoning, and whether it accepts a reasoning effort and reasoning that is sent back.</summary>
internal static class ReasoningProbes
{
    private const string _question = "What is 17 times 3? Think first.";
    private static readonly string[] _fields = ["reasoning_content", "reasoning_details", "separated_reasoning", "reasoning", "thinking"];
    private static readonly string[] _words = ["reason", "think", "thought"];

    // If the server's prompt template contains the opening tag, the answer has only the closing one.
    private static readonly string[] _tags = ["<think>", "</think>", "<thinking>", "<thought>", "<reasoning>", "[THINK]"];

    public static IEnumerable<Probe> All =>
    [
        new("reasoning-text", "Reasoning", AnswerAsync) { Needs = "answer", Tokens = 300 },
        new("reasoning-stream", "Reasoning in streams", StreamAsync) { Needs = "stream", Tokens = 300 },
        new("reasoning-effort", "Reasoning effort", EffortAsync) { Needs = "answer", Tokens = 300 },
        new("reasoning-sent-back", "Reasoning in the next request", SentBackAsync) { Needs = "reasoning-text", Tokens = 400 },
    ];

    private static async Task<Finding> AnswerAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var attempt = await session.SendAsync(session.Prompt(_question, session.AnswerTokens * 4), cancellationToken);
        session.Reasoning = attempt;
        return Find(attempt);
    }

    private static async Task<Finding> StreamAsync(ProbeSession session, CancellationToken cancellationToken) =>
        Find(await session.StreamAsync(session.Prompt(_question, session.AnswerTokens * 4), cancellationToken));

    private static Finding Find(ChatAttempt attempt)
    {
        if (!attempt.IsSuccess || attempt.Completion?.Message is not { } message)
        {
            return Finding.Failed(attempt);
        }

        var evidence = attempt.Exchange!;
        if (Array.Find(_tags, tag => message.Text.Contains(tag, StringComparison.OrdinalIgnoreCase)) is { } tag)
        {
            return Finding.Odd($"The reasoning is in the text, marked with {tag}.", evidence.Evidence(tag)) with
            {
                Library = "Without SeparateThinkTags, Text contains the reasoning.",
                Setting = Setting.Client("SeparateThinkTags = true"),
            };
        }

        if (message.ExtraFields.FirstOrDefault(field => IsReasoning(field.Key, field.Value)) is { Key: { } name } field)
        {
            return Finding.Odd($"The reasoning is in the field \"{Printable.Line(name, 40)}\", which is not one of the usual fields.", evidence.Evidence(name)) with
            {
                Library = $"Reasoning is {(message.Reasoning.Length == 0 ? "empty" : "filled from another field")}. Message.ExtraFields[\"{Printable.Line(name, 40)}\"] has the value.",
            };
        }

        if (message.Reasoning.Length > 0)
        {
            var usual = _fields.First(candidate => candidate == "thinking" || evidence.Body.Contains($"\"{candidate}\"", StringComparison.Ordinal));
            return Finding.Supported($"The reasoning is in \"{usual}\".", evidence.Evidence(usual)) with { Library = $"Reasoning is \"{Printable.Line(message.Reasoning, 60)}\"." };
        }

        return attempt.Completion.Usage?.ReasoningTokens is > 0 and var tokens
            ? Finding.Odd($"The model used {tokens} tokens for its reasoning, but the answer does not contain it.", evidence.Evidence("reasoning_tokens")) with { Library = "Usage.ReasoningTokens has the number.", IsUsable = false }
            : Finding.NotSupported("The answer has no reasoning.", evidence.Evidence());
    }

    private static async Task<Finding> EffortAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var attempt = await session.SendAsync(session.Prompt(_question, session.AnswerTokens * 4) with { ReasoningEffort = ReasoningEffort.Low }, cancellationToken);
        return attempt.IsSuccess ? Finding.Supported("The server accepts reasoning_effort.", attempt.Exchange!.Evidence()) : Finding.Failed(attempt);
    }

    private static async Task<Finding> SentBackAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var message = session.Reasoning!.Completion!.Message!;
        var attempt = await session.SendAsync(session.Request(session.AnswerTokens * 4, [ChatMessage.User(_question), message, ChatMessage.User("And times 4?")]), cancellationToken);
        return attempt.IsSuccess
            ? Finding.Supported("The server accepts its answer, including the reasoning, in the next request.", attempt.Exchange!.Evidence()) with { Library = "Append answer.Message unchanged." }
            : Finding.Failed(attempt) with { Library = "Append answer.Message.ToPortable(), which has no reasoning." };
    }

    private static bool IsReasoning(string name, JsonElement value) =>
        value.ValueKind is JsonValueKind.String or JsonValueKind.Array or JsonValueKind.Object && Array.Exists(_words, word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
}
