using ChatSdk.Tests.Json;

namespace ChatSdk.Tests.Streaming;

/// <summary>Puts chunks together, given as the JSON of the wire.</summary>
internal static class Accumulated
{
    public static ChatCompletion Chunks(params IEnumerable<string> chunks)
    {
        var answer = new ChatCompletionAccumulator();
        foreach (var chunk in chunks)
        {
            answer.Add(WireJson.Read<ChatCompletionChunk>(chunk));
        }

        return answer.ToCompletion();
    }

    /// <summary>Puts deltas of the only choice together.</summary>
    public static ChatMessage Deltas(params IEnumerable<string> deltas) =>
        Chunks(deltas.Select(delta => $$"""{"choices":[{"index":0,"delta":{{delta}}}]}""")).Message!;

    /// <summary>Puts pieces of tool calls together, one a chunk; gives id, name and arguments of each call.</summary>
    public static IEnumerable<(string? Id, string? Name, string? Arguments)> Calls(params IEnumerable<string> pieces) =>
        Deltas(pieces.Select(piece => $$"""{"tool_calls":[{{piece}}]}""")).ToolCalls!
            .Select(call => (call.Id, call.Function?.Name, call.Function?.Arguments));
}
