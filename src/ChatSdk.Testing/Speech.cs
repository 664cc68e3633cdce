using System.Collections.Immutable;

namespace ChatSdk.Testing;

/// <summary>The output of the model in one choice, independent of how it is sent.</summary>
internal sealed record Speech
{
    /// <summary>Gets the deltas of the text.</summary>
    public ImmutableArray<string> Pieces { get; init; } = [];

    public string? Refusal { get; init; }

    public string? Reasoning { get; init; }

    /// <summary>Gets the JSON name of the field for the reasoning, which is not the same for all servers.</summary>
    public string ReasoningField { get; init; } = "reasoning_content";

    public ImmutableArray<SpokenCall> ToolCalls { get; init; } = [];

    public string? FinishReason { get; init; }

    /// <summary>Gets the usage to report; if <see langword="null"/>, words are counted as tokens.</summary>
    public ChatUsage? Usage { get; init; }

    /// <summary>Gets whether the answer is streamed even if no stream was requested.</summary>
    public bool AlwaysStreams { get; init; }

    /// <summary>Gets the content of the message; <see langword="null"/> if there is a tool call or a refusal instead.</summary>
    public string? Content => Pieces.IsEmpty && (Refusal is not null || !ToolCalls.IsEmpty) ? null : string.Concat(Pieces);

    public string EndsWith => FinishReason ?? (ToolCalls.IsEmpty ? "stop" : "tool_calls");

    public int WordCount => Words.Count(string.Concat(Pieces)) + Words.Count(Refusal ?? "") + Words.Count(Reasoning ?? "")
        + ToolCalls.Sum(call => 1 + Words.Count(call.Arguments));

    public static Speech Saying(string text) => new() { Pieces = Words.Split(text) };

    /// <summary>Returns a short description, for reports of unused answers.</summary>
    public override string ToString()
    {
        var calls = ToolCalls.Select(call => $"a call to {call.Name}");
        string?[] all = [Pieces.IsEmpty ? null : $"\"{OneLine.Of(string.Concat(Pieces), 60)}\"", Refusal is null ? null : "a refusal", .. calls];
        return string.Join(", ", all.OfType<string>());
    }
}

/// <summary>A tool call that the model makes.</summary>
internal sealed record SpokenCall(string Name, string Arguments);
