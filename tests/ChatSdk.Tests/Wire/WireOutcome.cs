using System.Globalization;
using System.Text.Json;
using ChatSdk.Tests.Json;

namespace ChatSdk.Tests.Wire;

/// <summary>What a call returned when a captured response was played back: the answer, the list of models, or the error with the partial answer.</summary>
internal sealed record WireOutcome(ChatCompletion? Answer, int Chunks, string StreamedText, ChatException? Error, IReadOnlyList<ChatModel>? Models)
{
    /// <summary>Compares the outcome with the result that is expected for the captured response. Fails if there is an unexpected error; other properties without an expectation are not compared.</summary>
    public void ShouldBe(JsonElement expected)
    {
        foreach (var member in expected.EnumerateObject())
        {
            Check(member.Name, member.Value);
        }

        if (!expected.TryGetProperty("error", out _) && !(expected.TryGetProperty("complete", out var complete) && !complete.GetBoolean()))
        {
            Error.Should().BeNull();
        }

        if (Chunks > 0)
        {
            StreamedText.Should().Be(Answer!.Text, "the streamed text must be the text of the answer");
        }
    }

    private static string Snake(Enum kind) =>
        string.Concat(kind.ToString().Select((letter, at) => char.IsUpper(letter) && at > 0 ? "_" + char.ToLowerInvariant(letter) : char.ToLowerInvariant(letter).ToString()));

    private void Check(string name, JsonElement expected)
    {
        var answer = Answer ?? new ChatCompletion();
        var api = Error as ChatApiException;
        switch (name)
        {
            case "text": answer.Text.Should().Be(expected.GetString()); break;
            case "reasoning": answer.Reasoning.Should().Be(expected.GetString()); break;
            case "role": answer.Message!.Role.Should().Be(new ChatRole(expected.GetString()!)); break;
            case "refusal": (answer.Message?.Refusal ?? "").Should().Be(expected.GetString()); break;
            case "finish_reason": (answer.FinishReason?.Value).Should().Be(expected.GetString()); break;
            case "finish_kind": Snake(answer.FinishReason!.Value.Kind).Should().Be(expected.GetString()); break;
            case "id": answer.Id.Should().Be(expected.GetString()); break;
            case "model": answer.Model.Should().Be(expected.GetString()); break;
            case "message": CheckMessage(answer.Message!, expected); break;
            case "created": answer.Created.Should().Be(expected.GetInt64()); break;
            case "citations": answer.Citations.Should().Equal(expected.EnumerateArray().Select(item => item.GetString())); break;
            case "usage": CheckUsage(answer.Usage!, expected); break;
            case "tool_calls": CheckToolCalls(answer.ToolCalls, expected); break;
            case "function_call": CheckFunction(answer.Message!.FunctionCall!, expected); break;
            case "choices": CheckChoices(answer.Choices, expected); break;
            case "chunks": Chunks.Should().Be(expected.GetInt32()); break;
            case "complete": (Error is null).Should().Be(expected.GetBoolean()); break;
            case "done": break; // This is internal to the reader. A caller sees only whether the answer is complete.
            case "models": Models!.Select(model => model.Id).Should().Equal(expected.EnumerateArray().Select(item => item.GetString())); break;
            case "error": CheckError(api!, expected); break;
            case "retry_after_ms": api!.RetryAfter.Should().Be(TimeSpan.FromMilliseconds(expected.GetDouble())); break;
            case "retry_after_date": break; // This depends on the clock. RetryWaitFaultTests covers it.
            case "request_id": (api is null ? answer.Response!.RequestId : api.RequestId).Should().Be(expected.GetString()); break;
            default: Assert.Fail($"There is no check for the expectation '{name}'."); break;
        }
    }

    private static void CheckMessage(ChatMessage message, JsonElement expected) =>
        JsonAssert.AreEqual(expected.GetRawText(), WireJson.Write(message));

    private static void CheckUsage(ChatUsage usage, JsonElement expected)
    {
        usage.PromptTokens.Should().Be(Number("prompt"));
        usage.CompletionTokens.Should().Be(Number("completion"));
        usage.TotalTokens.Should().Be(Number("total"));

        long? Number(string name) => expected.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : null;
    }

    private static void CheckToolCalls(IReadOnlyList<ChatToolCall> calls, JsonElement expected)
    {
        calls.Should().HaveCount(expected.GetArrayLength());
        foreach (var (call, wanted) in calls.Zip(expected.EnumerateArray()))
        {
            CheckFunction(call.Function!, wanted);
            if (wanted.TryGetProperty("id", out var id))
            {
                call.Id.Should().Be(id.GetString());
            }
        }
    }

    private static void CheckFunction(FunctionCall function, JsonElement expected)
    {
        function.Name.Should().Be(expected.GetProperty("name").GetString());
        if (expected.TryGetProperty("arguments", out var arguments))
        {
            function.Arguments.Should().Be(arguments.GetString());
        }

        if (expected.TryGetProperty("arguments_json", out var json))
        {
            using var actual = JsonDocument.Parse(function.Arguments!);
            JsonElement.DeepEquals(actual.RootElement, json).Should().BeTrue();
        }
    }

    private static void CheckChoices(IReadOnlyList<ChatChoice> choices, JsonElement expected)
    {
        choices.Should().HaveCount(expected.GetArrayLength());
        foreach (var (choice, wanted) in choices.Zip(expected.EnumerateArray()))
        {
            (choice.Index ?? 0).Should().Be(wanted.GetProperty("index").GetInt32());
            (choice.Message?.Text ?? "").Should().Be(wanted.GetProperty("text").GetString());
            (choice.FinishReason?.Value).Should().Be(wanted.GetProperty("finish_reason").GetString());
        }
    }

    private static void CheckError(ChatApiException error, JsonElement expected)
    {
        foreach (var member in expected.EnumerateObject())
        {
            object? actual = member.Name switch
            {
                "kind" => Snake(error.Kind).Replace("authentication", "auth", StringComparison.Ordinal).Replace("quota_exhausted", "budget", StringComparison.Ordinal),
                "retryable" => error.IsRetryable.ToString(CultureInfo.InvariantCulture),
                "message" => error.ServerMessage,
                "code" => error.Code,
                "type" => error.Type,
                "param" => error.Param,
                "message_contains" => error.ServerMessage!.Contains(member.Value.GetString()!, StringComparison.OrdinalIgnoreCase) ? member.Value.GetString() : error.ServerMessage,
                _ => throw new NotSupportedException(member.Name),
            };
            actual.Should().Be(member.Value.ToString(), $"the {member.Name} of the error must match");
        }
    }
}
