namespace ChatSdk;

/// <summary>A tool call that can run, or the reason why it cannot run.</summary>
/// <param name="Call">The call. Its arguments were converted to match the schema, if that was necessary and possible.</param>
/// <param name="Mistake">The reason why the call cannot run, which is reported to the model; <see langword="null"/> if the call can run.</param>
/// <param name="Converted">The JSON paths of the arguments that were converted.</param>
internal sealed record PreparedCall(ChatToolCall Call, ToolArgumentException? Mistake, IReadOnlyList<string> Converted);
