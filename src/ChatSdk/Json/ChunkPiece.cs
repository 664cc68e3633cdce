namespace ChatSdk;

/// <summary>The parts of a chunk whose positions are recorded while it is read, because they contain the strings that differ between chunks.</summary>
[Flags]
internal enum ChunkPiece
{
    None = 0,
    Choices = 1,
    Delta = 2,
    ToolCalls = 4,
    Function = 8,

    /// <summary>The text of <c>content</c>.</summary>
    Content = 16,

    /// <summary>The text of <c>reasoning_content</c>.</summary>
    ReasoningContent = 32,

    /// <summary>The text of <c>reasoning</c>.</summary>
    ReasoningText = 64,

    /// <summary>The text of the arguments of a tool call.</summary>
    Arguments = 128,

    /// <summary>An extra field of the chunk.</summary>
    ChunkField = 256,

    /// <summary>An extra field of the choice.</summary>
    ChoiceField = 512,

    /// <summary>An extra field of the delta.</summary>
    DeltaField = 1024,
}
