using System.Collections.Immutable;

namespace ChatSdk.Testing;

/// <summary>What the model says in one choice, whatever the form in which it is sent.</summary>
internal sealed record Speech
{
    /// <summary>Gets the text, in the pieces in which it is streamed.</summary>
    public ImmutableArray<string> Pieces { get; init; } = [];

    public string? Refusal { get; init; }

    public string? Reasoning { get; init; }

    /// <summary>Gets the field that the reasoning stands in: servers have two names for it.</summary>
    public string ReasoningField { get; init; } = "reasoning_content";

    public ImmutableArray<SpokenCall> ToolCalls { get; init; } = [];

    public string? FinishReason { get; init; }

    /// <summary>Gets the usage to report; <see langword="null"/> if the words are to be counted.</summary>
    public ChatUsage? Usage { get; init; }

    /// <summary>Gets whether it is streamed even if no stream is asked for.</summary>
    public bool AlwaysStreams { get; init; }

    /// <summary>Gets the content of the message: <see langword="null"/> where a call or a refusal stands in its place.</summary>
    public string? Content => Pieces.IsEmpty && (Refusal is not null || !ToolCalls.IsEmpty) ? null : string.Concat(Pieces);

    public string EndsWith => FinishReason ?? (ToolCalls.IsEmpty ? "stop" : "tool_calls");

    public int WordCount => Words.Count(string.Concat(Pieces)) + Words.Count(Refusal ?? "") + Words.Count(Reasoning ?? "")
        + ToolCalls.Sum(call => 1 + Words.Count(call.Arguments));

    public static Speech Saying(string text) => new() { Pieces = Words.Split(text) };

    /// <summary>Says it in a few words, for who reads which answer was not taken.</summary>
    public override string ToString()
    {
        var calls = ToolCalls.Select(call => $"a call of {call.Name}");
        string?[] all = [Pieces.IsEmpty ? null : $"\"{OneLine.Of(string.Concat(Pieces), 60)}\"", Refusal is null ? null : "a refusal", .. calls];
        return string.Join(", ", all.OfType<string>());
    }
}

/// <summary>A call of a tool.</summary>
internal sealed record SpokenCall(string Name, string Arguments);
