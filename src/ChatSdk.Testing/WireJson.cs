using System.Text.Json.Nodes;

namespace ChatSdk.Testing;

/// <summary>Writes bodies in the format of an OpenAI-style server.</summary>
internal static class WireJson
{
    /// <summary>The creation time of every answer. It is constant, so that equal answers have equal bytes.</summary>
    public const long Created = 1_700_000_000;

    public static string Completion(Reply reply) => PlainJson.Write(new JsonObject
    {
        ["id"] = reply.Id,
        ["object"] = reply.IsChat ? "chat.completion" : "text_completion",
        ["created"] = Created,
        ["model"] = reply.Model,
        ["choices"] = new JsonArray([.. reply.Choices.Select((speech, index) => Choice(reply, index, speech))]),
        ["usage"] = Usage(reply),
    });

    public static JsonNode Usage(Reply reply)
    {
        if (reply.Choices[0].Usage is { } usage)
        {
            return PlainJson.ToNode(usage);
        }

        var completionWords = reply.Choices.Sum(speech => speech.WordCount);
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

    /// <summary>Returns a tool call as it appears in a message.</summary>
    public static JsonObject Call(Reply reply, int index, SpokenCall call) => new()
    {
        ["id"] = $"call_{reply.Number}_{index + 1}",
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = call.Arguments },
    };

    private static JsonObject Choice(Reply reply, int index, Speech speech)
    {
        var choice = new JsonObject { ["index"] = index, ["logprobs"] = null, ["finish_reason"] = speech.EndsWith };
        choice[reply.IsChat ? "message" : "text"] = reply.IsChat ? Message(reply, speech) : string.Concat(speech.Pieces);
        return choice;
    }

    private static JsonObject Message(Reply reply, Speech speech)
    {
        var message = new JsonObject { ["role"] = "assistant", ["content"] = speech.Content };
        if (speech.Refusal is { } refusal)
        {
            message["refusal"] = refusal;
        }

        if (speech.Reasoning is { } reasoning)
        {
            message[speech.ReasoningField] = reasoning;
        }

        if (!speech.ToolCalls.IsEmpty)
        {
            message["tool_calls"] = new JsonArray([.. speech.ToolCalls.Select((call, index) => Call(reply, index, call))]);
        }

        return message;
    }
}
