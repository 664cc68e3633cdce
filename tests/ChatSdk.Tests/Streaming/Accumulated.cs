using ChatSdk.Tests.Json;

namespace ChatSdk.Tests.Streaming;

/// <summary>Accumulates chunks given as JSON.</summary>
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

    /// <summary>Accumulates deltas for a single choice.</summary>
    public static ChatMessage Deltas(params IEnumerable<string> deltas) =>
        Chunks(deltas.Select(delta => $$"""{"choices":[{"index":0,"delta":{{delta}}}]}""")).Message!;

    /// <summary>Accumulates tool call deltas, one per chunk, and returns the ID, name and arguments of each call.</summary>
    public static IEnumerable<(string? Id, string? Name, string? Arguments)> Calls(params IEnumerable<string> deltas) =>
        Deltas(deltas.Select(delta => $$"""{"tool_calls":[{{delta}}]}""")).ToolCalls!
            .Select(call => (call.Id, call.Function?.Name, call.Function?.Arguments));
}
