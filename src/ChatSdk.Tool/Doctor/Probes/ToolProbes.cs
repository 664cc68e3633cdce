using System.Text.Json;

namespace ChatSdk.Tool;

/// <summary>Checks tool calls.</summary>
internal static class ToolProbes
{
    private const string _question = "What is the weather in Paris? Use the tool.";
    private static readonly string[] _callsInText = ["get_weather", "\"city\"", "tool_call"];
    private static readonly ChatTool _weather = ChatTool.CreateFunction("get_weather", "Returns the current weather of a city.", """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""");
    private static readonly ChatTool _time = ChatTool.CreateFunction("get_time", "Returns the current time in a city.", """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""");

    public static IEnumerable<Probe> All =>
    [
        new("tool-call", "Tool call", CallAsync) { Needs = "answer", Tokens = 200 },
        new("tool-stream", "Tool call in a stream", StreamAsync) { Needs = "tool-call", Tokens = 200 },
        new("tool-parallel", "Parallel tool calls", ParallelAsync) { Needs = "tool-call", Tokens = 300 },
        new("tool-forced", "Forced tool call", ForcedAsync) { Needs = "answer", Tokens = 300 },
        new("tool-none", "Tools turned off", NoneAsync) { Needs = "tool-call", Tokens = 200 },
        new("tool-result", "Result of a tool", ResultAsync) { Needs = "tool-call", Tokens = 300 },
    ];

    private static async Task<Finding> CallAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var attempt = await session.SendAsync(Question(session), cancellationToken);
        if (!attempt.IsSuccess)
        {
            return Finding.Failed(attempt);
        }

        if (attempt.Completion!.ToolCalls.Count == 0)
        {
            return NoCall(attempt);
        }

        session.ToolCall = attempt;
        var message = attempt.Exchange!.Json() is { } json && json.TryGetProperty("choices", out var choices) && choices.ValueKind == JsonValueKind.Array && choices.GetArrayLength() > 0 && choices[0].TryGetProperty("message", out var first) ? first : default;
        return Describe(attempt, Calls(message));
    }

    private static Finding NoCall(ChatAttempt attempt) => attempt switch
    {
        { Completion.Message.FunctionCall: not null } => Finding.Odd("The server uses the deprecated field function_call instead of tool_calls.", attempt.Exchange!.Evidence("function_call")) with
        {
            Library = "Message.FunctionCall has the call, and ToolCalls is empty. RunToolsAsync runs the call, and sends the result in a message with the role \"function\".",
            IsUsable = false,
        },
        { Text: var text } when text.Contains("Paris", StringComparison.Ordinal) && Array.Exists(_callsInText, text.Contains) => Finding.Odd("The model writes the tool call as text, so the server does not recognize it.", attempt.Exchange!.Evidence(_callsInText)) with
        {
            Library = "Text has the call, but ToolCalls is empty, so RunToolsAsync returns the text as the answer. Many servers must be started with a parser for the tool calls of their model.",
            IsUsable = false,
        },
        _ => Finding.NotSupported("The server accepts tools, but the model did not call the tool.", attempt.Exchange!.Evidence("content")),
    };

    private static async Task<Finding> StreamAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var attempt = await session.StreamAsync(Question(session), cancellationToken);
        if (!attempt.IsSuccess)
        {
            return Finding.Failed(attempt);
        }

        if (attempt.Completion?.ToolCalls is not { Count: > 0 })
        {
            return Finding.NotSupported("The model calls the tool only in answers that are not streamed.", attempt.Exchange!.Evidence("content")) with { Library = "RunToolsStreamAsync runs no tools. Use RunToolsAsync." };
        }

        var deltas = SseText.Objects(attempt.Exchange!.Body)
            .SelectMany(chunk => chunk.TryGetProperty("choices", out var choices) && choices.ValueKind == JsonValueKind.Array ? choices.EnumerateArray() : default(IEnumerable<JsonElement>) ?? [])
            .SelectMany(choice => choice.TryGetProperty("delta", out var delta) ? Calls(delta) : []).ToList();

        // Only the first fragment of a call has a name and an id.
        var finding = Describe(attempt, [.. deltas.Where(call => Member(Member(call, "function"), "name").ValueKind == JsonValueKind.String)]);
        return deltas.Count > 0 && deltas.Exists(call => Member(call, "index").ValueKind != JsonValueKind.Number)
            ? finding with { Support = Support.Odd, Summary = $"{finding.Summary} The fragments have no index." }
            : finding;
    }

    private static async Task<Finding> ParallelAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var attempt = await session.SendAsync(session.Prompt("What is the weather in Paris, and what is the weather in Rome? Call the tool for both cities at once.", session.AnswerTokens * 2) with { Tools = [_weather] }, cancellationToken);
        return !attempt.IsSuccess ? Finding.Failed(attempt)
            : attempt.Completion!.ToolCalls.Count > 1
                ? Finding.Supported($"The answer has {attempt.Completion.ToolCalls.Count} tool calls.", attempt.Exchange!.Evidence("tool_calls")) with { Library = "RunToolsAsync runs the calls in parallel." }
                : Finding.NotSupported("The answer has fewer tool calls than the two that were requested.", attempt.Exchange!.Evidence("tool_calls")) with { Library = "RunToolsAsync needs one round for each call." };
    }

    private static async Task<Finding> ForcedAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var request = session.Prompt("Say hello.") with { Tools = [_weather, _time], ToolChoice = ToolChoice.Function("get_time") };
        var named = await session.SendAsync(request, cancellationToken);
        if (named.Completion?.ToolCalls is [{ Function.Name: "get_time" }, ..])
        {
            return Finding.Supported("The model calls the tool that tool_choice names.", named.Exchange!.Evidence("tool_calls"));
        }

        var required = await session.SendAsync(request with { Tools = [_time], ToolChoice = ToolChoice.Required }, cancellationToken);
        return required.Completion?.ToolCalls.Count > 0
            ? Finding.Odd("The model calls a tool if tool_choice is \"required\", but not if tool_choice names the tool.", named.Exchange?.Evidence()) with { Library = "To force a call, set ToolChoice to ToolChoice.Required, and send only this tool." }
            : !named.IsSuccess ? Finding.Failed(named)
            : Finding.NotSupported("The server accepts tool_choice, but the model calls no tool, whether tool_choice names the tool or is \"required\".", named.Exchange!.Evidence("content"));
    }

    private static async Task<Finding> NoneAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var attempt = await session.SendAsync(Question(session) with { ToolChoice = ToolChoice.None }, cancellationToken);
        return !attempt.IsSuccess ? Finding.Failed(attempt)
            : attempt.Completion!.ToolCalls.Count == 0
                ? Finding.Supported("The model calls no tool if tool_choice is \"none\".", attempt.Exchange!.Evidence())
                : Finding.NotSupported("The model calls the tool although tool_choice is \"none\".", attempt.Exchange!.Evidence("tool_calls")) with { Library = "To prevent tool calls, send the request without Tools." };
    }

    private static async Task<Finding> ResultAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var message = session.ToolCall!.Completion!.Message!;
        var results = session.ToolCall.Completion.ToolCalls.Select(call => ChatMessage.Tool(call, "18 °C, sunny"));
        var attempt = await session.SendAsync(session.Request(null, [ChatMessage.User(_question), message, .. results]) with { Tools = [_weather] }, cancellationToken);
        return !attempt.IsSuccess ? Finding.Failed(attempt)
            : attempt.Text.Contains("18", StringComparison.Ordinal)
                ? Finding.Supported("The model uses the result of the tool.", attempt.Exchange!.Evidence("content"))
                : Finding.Unknown("The server accepts the result of the tool, but the answer does not mention it.", attempt.Exchange!.Evidence("content"));
    }

    private static Finding Describe(ChatAttempt attempt, IReadOnlyList<JsonElement> calls)
    {
        List<string> oddities = [];
        if (calls.Any(call => Member(call, "id") is not { ValueKind: JsonValueKind.String } id || id.GetString()!.Length == 0))
        {
            oddities.Add("The tool call has no id.");
        }

        if (calls.Any(call => Member(Member(call, "function"), "arguments").ValueKind == JsonValueKind.Object))
        {
            oddities.Add("The arguments are a JSON object instead of a string.");
        }

        if (attempt.Completion!.FinishReason is { } reason && reason.Kind != FinishReasonKind.ToolCalls)
        {
            oddities.Add($"The finish reason is \"{Printable.Line(reason.Value, 40)}\" instead of \"tool_calls\".");
        }

        var call = attempt.Completion.ToolCalls[0];
        var evidence = attempt.Exchange!.Evidence("tool_calls");
        var library = $"ToolCalls[0] has the id \"{Printable.Line(call.Id ?? "", 60)}\", the name \"{Printable.Line(call.Function?.Name ?? "", 40)}\" and the arguments {Printable.Line(call.Function?.Arguments ?? "", 80)}";
        return (oddities.Count == 0 ? Finding.Supported("The model calls the tool.", evidence) : Finding.Odd($"The model calls the tool. {string.Join(' ', oddities)}", evidence)) with { Library = library };
    }

    private static ChatCompletionRequest Question(ProbeSession session) => session.Prompt(_question, session.AnswerTokens * 2) with { Tools = [_weather] };

    private static IReadOnlyList<JsonElement> Calls(JsonElement message) => Member(message, "tool_calls") is { ValueKind: JsonValueKind.Array } calls ? [.. calls.EnumerateArray()] : [];

    private static JsonElement Member(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : default;
}
