using System.Text.Json.Nodes;
using ChatSdk;

/// <summary>A line of the output, and the number of tokens that its request used.</summary>
internal sealed record LineResult(string Json, bool IsError, long PromptTokens, long CompletionTokens)
{
    public static LineResult FromCompletion(int line, ChatCompletion completion)
    {
        JsonObject json = new()
        {
            ["line"] = line,
            ["text"] = completion.Text,
            ["finish_reason"] = completion.FinishReason?.Value,
            ["total_tokens"] = completion.Usage?.TotalTokens,
        };
        return new LineResult(json.ToJsonString(), IsError: false, completion.Usage?.PromptTokens ?? 0, completion.Usage?.CompletionTokens ?? 0);
    }

    public static LineResult FromError(int line, string error) =>
        new(new JsonObject { ["line"] = line, ["error"] = error }.ToJsonString(), IsError: true, PromptTokens: 0, CompletionTokens: 0);
}
