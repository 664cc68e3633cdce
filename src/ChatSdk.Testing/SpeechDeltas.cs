using System.Text.Json.Nodes;

namespace ChatSdk.Testing;

/// <summary>Creates the deltas of one choice: the reasoning, the text, the refusal and the tool calls.</summary>
internal static class SpeechDeltas
{
    private const int _argumentPiece = 8;

    public static IEnumerable<JsonObject> Of(Reply reply, Speech speech)
    {
        var reasoning = speech.Reasoning is { } thought ? Words.Split(thought) : [];
        var refusal = speech.Refusal is { } words ? Words.Split(words) : [];
        return reasoning.Select(piece => Delta(speech.ReasoningField, piece))
            .Concat(speech.Pieces.Select(piece => Delta("content", piece)))
            .Concat(refusal.Select(piece => Delta("refusal", piece)))
            .Concat(speech.ToolCalls.SelectMany((call, index) => Call(reply, index, call)));
    }

    // As on real servers, the name of the tool is sent first, and then the arguments in fragments.
    private static IEnumerable<JsonObject> Call(Reply reply, int index, SpokenCall call)
    {
        var start = WireJson.Call(reply, index, call with { Arguments = "" });
        start.Insert(0, "index", index);
        yield return Calls(start);
        foreach (var piece in Cut(call.Arguments))
        {
            yield return Calls(new JsonObject { ["index"] = index, ["function"] = new JsonObject { ["arguments"] = piece } });
        }
    }

    private static IEnumerable<string> Cut(string arguments)
    {
        for (var start = 0; start < arguments.Length;)
        {
            var end = Math.Min(start + _argumentPiece, arguments.Length);
            // A surrogate pair must not be split, because an unpaired surrogate cannot be written as UTF-8.
            end += end < arguments.Length && char.IsLowSurrogate(arguments[end]) ? 1 : 0;
            yield return arguments[start..end];
            start = end;
        }
    }

    private static JsonObject Delta(string field, string piece) => new() { [field] = piece };

    private static JsonObject Calls(JsonObject call) => new() { ["tool_calls"] = new JsonArray(call) };
}
