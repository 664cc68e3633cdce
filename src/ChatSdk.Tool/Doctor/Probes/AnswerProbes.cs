using System.Globalization;

namespace ChatSdk.Tool;

/// <summary>Checks complete answers.</summary>
internal static class AnswerProbes
{
    private const int _largeAnswer = 1024 * 1024;
    private const int _tokensForReasoning = 1024;

    public static IEnumerable<Probe> All =>
    [
        new("answer", "Complete answer", AnswerAsync) { Needs = "key", Tokens = 100 },
        new("usage", "Usage", (session, _) => Task.FromResult(Usage(session.Answer!))) { Needs = "answer" },
        new("finish-reason", "Finish reason", (session, _) => Task.FromResult(FinishReason(session.Answer!))) { Needs = "answer" },
        new("encoding", "Encoding", (session, _) => Task.FromResult(Encoding(session.Answer!.Exchange!))) { Needs = "answer" },
        new("extra-fields", "Fields outside the protocol", (session, _) => Task.FromResult(ExtraFields(session.Answer!))) { Needs = "answer" },
    ];

    private static async Task<Finding> AnswerAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var attempt = await session.SendAsync(session.Prompt("Reply with the single word: hello"), cancellationToken);
        var setting = (Setting?)null;
        if (attempt.Error is ChatApiException { } error && error.ResponseBody.Contains("max_completion_tokens", StringComparison.Ordinal))
        {
            session.UsesMaxCompletionTokens = true;
            setting = Setting.Request("MaxCompletionTokens = 1024");
            attempt = await session.SendAsync(session.Prompt("Reply with the single word: hello"), cancellationToken);
        }

        if (attempt is { IsSuccess: true, Text.Length: 0, Completion.FinishReason.Kind: FinishReasonKind.Length })
        {
            session.AnswerTokens = _tokensForReasoning;
            attempt = await session.SendAsync(session.Prompt("Reply with the single word: hello"), cancellationToken);
        }

        if (!attempt.IsSuccess || attempt.Exchange is not { } exchange)
        {
            return Finding.Failed(attempt);
        }

        session.Answer = attempt;
        var size = exchange.BodyBytes > _largeAnswer ? string.Create(CultureInfo.InvariantCulture, $" The answer has {exchange.BodyBytes / 1024.0 / 1024.0:n1} MB although at most {session.AnswerTokens} tokens were requested.") : "";
        var empty = attempt.Text.Length == 0 ? " The answer has no text." : "";
        var role = attempt.Completion?.Message?.Role is { } name && name != ChatRole.Assistant ? $" The role of the message is \"{Printable.Line(name.Value, 30)}\" instead of \"assistant\"." : "";
        var summary = setting is null ? "" : " The server requires max_completion_tokens instead of max_tokens.";
        var finding = size.Length + empty.Length + role.Length + summary.Length > 0
            ? Finding.Odd($"The server answers, but in an unusual way.{summary}{empty}{role}{size}", exchange.Evidence())
            : Finding.Supported($"The server answered in {Printable.Milliseconds(exchange.TimeToLastByte)}.", exchange.Evidence());
        return finding with
        {
            Setting = setting ?? (size.Length > 0 ? Setting.Client("MaxMessageBytes = 1024 * 1024") : null),
            Library = $"Text is \"{Printable.Line(attempt.Text, 80)}\".",
        };
    }

    private static Finding Usage(ChatAttempt answer) => answer.Completion?.Usage is not { } usage
        ? Finding.NotSupported("The answer has no usage.", answer.Exchange!.Evidence()) with { Library = "Usage is null. Budgets and rate limits estimate the tokens." }
        : (usage.PromptTokens is null || usage.CompletionTokens is null
            ? Finding.Odd("The usage is not complete.", answer.Exchange!.Evidence("usage"))
            : Finding.Supported("The answer has its usage.", answer.Exchange!.Evidence("usage"))) with
        {
            Library = $"Usage has {usage.PromptTokens?.ToString(CultureInfo.InvariantCulture) ?? "no"} prompt tokens and {usage.CompletionTokens?.ToString(CultureInfo.InvariantCulture) ?? "no"} completion tokens.",
        };

    private static Finding FinishReason(ChatAttempt answer) => answer.Completion?.FinishReason switch
    {
        null => Finding.Odd("The answer has no finish reason.", answer.Exchange!.Evidence("finish_reason")) with { Library = "FinishReason is null, so EnsureComplete does not throw." },
        { Kind: FinishReasonKind.Other } reason => Finding.Odd($"The finish reason is \"{Printable.Line(reason.Value, 40)}\", which the protocol does not define.", answer.Exchange!.Evidence("finish_reason")) with { Library = "FinishReason.Value has the string; its Kind is Other." },
        { } reason => Finding.Supported($"The finish reason is \"{Printable.Line(reason.Value, 40)}\".", answer.Exchange!.Evidence("finish_reason")),
    };

    private static Finding Encoding(Exchange exchange) => exchange.FirstInvalidByte() is { } position
        ? Finding.Odd("The answer is not valid UTF-8, which JSON requires.", exchange.BytesAt(position)) with { Library = "ChatSdk reads each invalid byte as U+FFFD (�)." }
        : Finding.Supported("The answer is valid UTF-8.");

    private static Finding ExtraFields(ChatAttempt answer)
    {
        var names = answer.Completion!.ExtraFields.Keys.Concat(answer.Completion.Message?.ExtraFields.Keys.Select(name => $"message.{name}") ?? []).Take(8).Select(name => Printable.Line(name, 40)).ToList();
        return names.Count == 0
            ? Finding.Supported("The answer has no other fields.")
            : Finding.Supported($"The answer has fields that the protocol does not define: {string.Join(", ", names)}.", answer.Exchange!.Evidence(names[0].Split('.')[^1])) with { Library = "ExtraFields has them." };
    }
}
