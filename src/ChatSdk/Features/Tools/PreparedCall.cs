namespace ChatSdk;

/// <summary>A call that is about to run.</summary>
/// <param name="Call">The call, with arguments that fit if they could be converted.</param>
/// <param name="Mistake">Why it cannot run, for the model; <see langword="null"/> if it can.</param>
/// <param name="Converted">The places of the arguments that were converted.</param>
internal sealed record PreparedCall(ChatToolCall Call, ToolArgumentException? Mistake, IReadOnlyList<string> Converted);
