using System.Text.Json.Nodes;

namespace ChatSdk.Testing;

/// <summary>Bodies in the form of an OpenAI-style server.</summary>
internal static class WireJson
{
    /// <summary>When every answer was created: always the same, so that the same answer has the same bytes.</summary>
    public const long Created = 1_700_000_000;

    public static string Completion(Reply reply) => PlainJson.Write(new JsonObject
    {
        ["id"] = reply.Id,
        ["object"] = reply.IsChat ? "chat.completion" : "text_completion",
        ["created"] = Created,
        ["model"] = reply.Model,
        ["choices"] = new JsonArray([.. reply.Choices.Select((pieces, index) => Choice(reply, index, string.Concat(pieces)))]),
        ["usage"] = Usage(reply),
    });

    public static JsonObject Usage(Reply reply)
    {
        var completionWords = reply.Choices.Sum(pieces => Words.Count(string.Concat(pieces)));
        return new JsonObject
        {
            ["prompt_tokens"] = reply.PromptWords,
            ["completion_tokens"] = completionWords,
            ["total_tokens"] = reply.PromptWords + completionWords,
        };
    }

    public static string Models() => PlainJson.Write(new JsonObject
    {
        ["object"] = "list",
        ["data"] = new JsonArray(new JsonObject
        {
            ["id"] = Reply.AnyModel,
            ["object"] = "model",
            ["created"] = Created,
            ["owned_by"] = "fake",
        }),
    });

    public static string Error(string message, string? type, string? param, string? code) => PlainJson.Write(new JsonObject
    {
        ["error"] = new JsonObject { ["message"] = message, ["type"] = type, ["param"] = param, ["code"] = code },
    });

    private static JsonObject Choice(Reply reply, int index, string text)
    {
        var choice = new JsonObject { ["index"] = index, ["logprobs"] = null, ["finish_reason"] = "stop" };
        choice[reply.IsChat ? "message" : "text"] = reply.IsChat
            ? new JsonObject { ["role"] = "assistant", ["content"] = text }
            : text;
        return choice;
    }
}
