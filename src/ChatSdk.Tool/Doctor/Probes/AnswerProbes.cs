using System.Globalization;

namespace ChatSdk.Tool;

/// <summary>Checks an answer that is not streamed.</summary>
internal static class AnswerProbes
{
    private const int _largeAnswer = 1024 * 1024;
    private const int _tokensForReasoning = 1024;

    private static readonly string[] _finishReasons = ["stop", "length", "tool_calls", "content_filter", "function_call"];

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
            return NoAnswer(session, attempt);
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
            Library = $"Text is \"{Printable.Line(attempt.Text, 80)}\", and Model is \"{Printable.Line(attempt.Completion?.Model ?? "", 60)}\".",
        };
    }

    private static Finding NoAnswer(ProbeSession session, ChatAttempt attempt)
    {
        var finding = Finding.Failed(attempt);
        var isModelUnknown = session.Models.Count == 0 && attempt.Error is ChatApiException { Kind: ChatErrorKind.NotFound or ChatErrorKind.InvalidRequest } error && error.ResponseBody.Contains("model", StringComparison.OrdinalIgnoreCase);
        return finding with
        {
            Summary = isModelUnknown ? $"{finding.Summary.TrimEnd('.')}. Specify one of the server's models with --model." : finding.Summary,
            ExitCode = attempt.Error is ChatRateLimitException ? ExitCodes.LimitReached : null,
        };
    }

    private static Finding Usage(ChatAttempt answer)
    {
        if (answer.Completion?.Usage is not { } usage)
        {
            return Finding.NotSupported("The answer has no usage.", answer.Exchange!.Evidence()) with { Library = "Usage is null. Budgets and rate limits estimate the tokens." };
        }

        var evidence = answer.Exchange!.Evidence("\"usage\"");
        var finding = (usage.PromptTokens, usage.CompletionTokens, usage.TotalTokens) switch
        {
            _ when !answer.IsUsageCredible => Finding.Odd($"The usage cannot be correct: the request and its answer have at most about {Count(answer.InputTokens + answer.MaxOutputTokens)} tokens.", evidence),
            (0 or null, 0 or null, 0 or null) => Finding.Odd("All counts in the usage are 0 or missing.", evidence),
            (null, _, _) or (_, null, _) => Finding.Odd("The usage is incomplete.", evidence),
            ({ } prompt, { } completion, { } total) when total != prompt + completion => Finding.Odd("The total is not the sum of the prompt tokens and the completion tokens, which happens if hidden reasoning is included only in the total.", evidence),
            _ => Finding.Supported("The answer includes the usage.", evidence),
        };
        return finding with { Library = $"Usage has {Count(usage.PromptTokens)} prompt tokens, {Count(usage.CompletionTokens)} completion tokens and {(usage.TotalTokens is null ? "no total" : $"{Count(usage.TotalTokens)} in total")}.{(answer.IsUsageCredible ? "" : " Budgets count these tokens, but the token limit of this report (--max-tokens) does not.")}" };
    }

    private static string Count(long? tokens) => tokens is null ? "no" : string.Create(CultureInfo.InvariantCulture, $"{tokens:n0}");

    private static Finding FinishReason(ChatAttempt answer) => answer.Completion?.FinishReason switch
    {
        null => Finding.Odd("The answer has no finish reason.", answer.Exchange!.Evidence("finish_reason")) with { Library = "FinishReason is null, so EnsureComplete does not throw." },
        { } reason when !_finishReasons.Contains(reason.Value, StringComparer.Ordinal) => Finding.Odd($"The finish reason is \"{Printable.Line(reason.Value, 40)}\", which the protocol does not define.", answer.Exchange!.Evidence("finish_reason")) with { Library = $"FinishReason.Kind is {reason.Kind}." },
        { } reason => Finding.Supported($"The finish reason is \"{Printable.Line(reason.Value, 40)}\".", answer.Exchange!.Evidence("finish_reason")),
    };

    private static Finding Encoding(Exchange exchange) => exchange.FirstInvalidByte() is { } position
        ? Finding.Odd("The answer is not valid UTF-8, which JSON requires.", exchange.BytesAt(position)) with { Library = "ChatSdk reads each invalid byte as U+FFFD (�)." }
        : Finding.Supported("The answer is valid UTF-8.", exchange.HeaderEvidence("content-type", "content-encoding"));

    private static Finding ExtraFields(ChatAttempt answer)
    {
        var names = answer.Completion!.ExtraFields.Keys.Concat(answer.Completion.Message?.ExtraFields.Keys.Select(name => $"message.{name}") ?? []).Take(8).Select(name => Printable.Line(name, 40)).ToList();
        return names.Count == 0
            ? Finding.Supported("The answer has no fields outside the protocol.", answer.Exchange!.Evidence())
            : Finding.Supported($"The answer has fields that the protocol does not define: {string.Join(", ", names)}.", answer.Exchange!.Evidence(names[0].Split('.')[^1])) with { Library = "ExtraFields contains them." };
    }
}
