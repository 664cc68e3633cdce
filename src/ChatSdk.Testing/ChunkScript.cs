using System.Text.Json.Nodes;

namespace ChatSdk.Testing;

/// <summary>Creates the events of a stream: the roles, the deltas, the finish reasons, the usage if the stream reports it, and <c>[DONE]</c>.</summary>
internal static class ChunkScript
{
    /// <summary>Creates a well-formed stream, and records the position at which its finish reasons begin, so that it can be cut off before them.</summary>
    public static AnswerPlan Plan(Reply reply)
    {
        var plan = FakeAnswer.Events([.. Events(reply)]).Plan;
        var ends = plan.Splits!.Value;
        var tail = reply.Choices.Length + (reply.IncludesUsage ? 1 : 0) + 1;
        return plan with { TailStart = ends.Length > tail ? ends[^(tail + 1)] : 0 };
    }

    private static IEnumerable<string> Events(Reply reply)
    {
        var all = Enumerable.Range(0, reply.Choices.Length).ToArray();
        var chunks = all.Where(_ => reply.IsChat).Select(index => Chunk(reply, Choice(index, "delta", Role(reply.Choices[index]))))
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

    // The choices alternate, as if a server generated them in parallel.
    private static IEnumerable<JsonObject> Pieces(Reply reply)
    {
        var pieces = reply.Choices.Select((speech, index) => PiecesOf(reply, index, speech).ToArray()).ToArray();
        for (var number = 0; number < pieces.Max(list => list.Length); number++)
        {
            foreach (var list in pieces.Where(list => number < list.Length))
            {
                yield return Chunk(reply, list[number]);
            }
        }
    }

    private static IEnumerable<JsonObject> PiecesOf(Reply reply, int index, Speech speech) => reply.IsChat
        ? SpeechDeltas.Of(reply, speech).Select(delta => Choice(index, "delta", delta))
        : speech.Pieces.Select(text => Choice(index, "text", text));

    private static JsonObject Role(Speech speech) => new() { ["role"] = "assistant", ["content"] = speech.Content is null ? null : "" };

    private static JsonObject Finish(Reply reply, int index)
    {
        var choice = reply.IsChat ? Choice(index, "delta", new JsonObject()) : Choice(index, "text", "");
        choice["finish_reason"] = reply.Choices[index].EndsWith;
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
