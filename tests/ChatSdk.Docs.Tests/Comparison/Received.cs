namespace ChatSdk.Docs.Tests.Comparison;

/// <summary>The parts of an answer that a client passed to its caller.</summary>
internal sealed class Received(string text, string reasoning, IReadOnlyList<string> toolCalls)
{
    public string Text { get; set; } = text;

    public string Reasoning { get; set; } = reasoning;

    public IReadOnlyList<string> ToolCalls { get; set; } = toolCalls;

    public override string ToString()
    {
        string[] parts = [Reasoning.Length > 0 ? $"reasoning “{Reasoning}”" : "", Text.Length > 0 ? $"“{Text}”" : "", .. ToolCalls.Select(call => $"`{call}`")];
        return string.Join(", ", parts.Where(part => part.Length > 0));
    }
}
