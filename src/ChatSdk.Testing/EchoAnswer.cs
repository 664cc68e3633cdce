using System.Collections.Immutable;
using System.Text.Json;

namespace ChatSdk.Testing;

/// <summary>Creates an answer that depends on the request, such as an echo of the user's message.</summary>
internal static class EchoAnswer
{
    private const int _maxChoices = 128;

    public static AnswerPlan To(FakeRequest request, int number, Func<string, Speech> say) => request.Method switch
    {
        "POST" when request.Path.EndsWith("/chat/completions", StringComparison.Ordinal) => Answer(request, number, isChat: true, say),
        "POST" when request.Path.EndsWith("/completions", StringComparison.Ordinal) => Answer(request, number, isChat: false, say),
        "POST" when request.Path.EndsWith("/embeddings", StringComparison.Ordinal) => EmbeddingAnswer.To(request),
        "GET" when request.Path.EndsWith("/models", StringComparison.Ordinal) => FakeAnswer.Json(WireJson.Models()).Plan,
        _ => Refuse(404, $"Invalid URL ({request.Method} {request.Path})", param: null),
    };

    private static AnswerPlan Answer(FakeRequest request, int number, bool isChat, Func<string, Speech> say)
    {
        if (request.Json is not { ValueKind: JsonValueKind.Object } json)
        {
            return Refuse(400, "The body is not a JSON object.", param: null);
        }

        if (EchoQuestion.Model(request) is not { } model)
        {
            return Refuse(400, "You must provide a model, as a string.", "model");
        }

        if (EchoQuestion.Read(json, isChat) is not { } question)
        {
            return Refuse(400, "The messages or the prompt are missing or malformed.", isChat ? "messages" : "prompt");
        }

        if (Count(json) is not { } count)
        {
            return Refuse(400, $"The number of choices must be between 1 and {_maxChoices}.", "n");
        }

        var choices = question.Texts.SelectMany(text => Enumerable.Repeat(say(text), count)).ToImmutableArray();
        var reply = new Reply(number, $"{(isChat ? "chatcmpl" : "cmpl")}-fake-{number}", model)
        {
            IsChat = isChat,
            Choices = choices,
            PromptWords = question.Words,
            IncludesUsage = choices[0].Usage is not null || AsksForUsage(json),
        };
        return IsTrue(EchoQuestion.Field(json, "stream"))
            ? ChunkScript.Plan(reply)
            : FakeAnswer.Json(WireJson.Completion(reply)).Plan;
    }

    private static bool AsksForUsage(JsonElement json) =>
        EchoQuestion.Field(json, "stream_options") is { } options && IsTrue(EchoQuestion.Field(options, "include_usage"));

    private static int? Count(JsonElement json) => EchoQuestion.Field(json, "n") switch
    {
        null or { ValueKind: JsonValueKind.Null } => 1,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out var n) && n is >= 1 and <= _maxChoices => n,
        _ => null,
    };

    private static bool IsTrue(JsonElement? value) => value is { ValueKind: JsonValueKind.True };

    /// <summary>Creates the error for an invalid request.</summary>
    public static AnswerPlan Refuse(int status, string message, string? param) =>
        FakeAnswer.Json(WireJson.Error(message, "invalid_request_error", param, code: null), status).Plan;
}
