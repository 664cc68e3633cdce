using System.Text.Json.Nodes;

namespace ChatSdk.Testing;

/// <summary>The events of a stream: roles, pieces of text, finish reasons, the usage if asked for, <c>[DONE]</c>.</summary>
internal static class ChunkScript
{
    public static IEnumerable<string> Events(Reply reply)
    {
        var all = Enumerable.Range(0, reply.Choices.Length).ToArray();
        var role = new JsonObject { ["role"] = "assistant", ["content"] = "" };
        var chunks = all.Where(_ => reply.IsChat).Select(index => Chunk(reply, Choice(index, "delta", role.DeepClone())))
            .Concat(Pieces(reply))
            .Concat(all.Select(index => Chunk(reply, Finish(reply, index))));
        if (reply.IncludesUsage)
        {
            var last = Chunk(reply);
            last["usage"] = WireJson.Usage(reply);
            chunks = chunks.Append(last);
        }

        return chunks.Select(PlainJson.Write).Append("[DONE]");
    }

    // The choices take turns, as they do when a server makes them at the same time.
    private static IEnumerable<JsonObject> Pieces(Reply reply)
    {
        for (var number = 0; number < reply.Choices.Max(pieces => pieces.Length); number++)
        {
            for (var index = 0; index < reply.Choices.Length; index++)
            {
                if (number < reply.Choices[index].Length)
                {
                    yield return Chunk(reply, Piece(reply, index, reply.Choices[index][number]));
                }
            }
        }
    }

    private static JsonObject Piece(Reply reply, int index, string text) => reply.IsChat
        ? Choice(index, "delta", new JsonObject { ["content"] = text })
        : Choice(index, "text", text);

    private static JsonObject Finish(Reply reply, int index)
    {
        var choice = reply.IsChat ? Choice(index, "delta", new JsonObject()) : Choice(index, "text", "");
        choice["finish_reason"] = "stop";
        return choice;
    }

    private static JsonObject Choice(int index, string name, JsonNode content) =>
        new() { ["index"] = index, [name] = content, ["logprobs"] = null, ["finish_reason"] = null };

    private static JsonObject Chunk(Reply reply, params JsonNode?[] choices)
    {
        var chunk = new JsonObject
        {
            ["id"] = reply.Id,
            ["object"] = reply.IsChat ? "chat.completion.chunk" : "text_completion",
            ["created"] = WireJson.Created,
            ["model"] = reply.Model,
            ["choices"] = new JsonArray(choices),
        };
        if (reply.IncludesUsage)
        {
            chunk["usage"] = null;
        }

        return chunk;
    }
}
