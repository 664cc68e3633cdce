namespace ChatSdk;

/// <summary>The parts of a chunk that are noted while it is read, because they hold the strings that differ from chunk to chunk.</summary>
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

    /// <summary>A field of the chunk that has no property.</summary>
    ChunkField = 256,

    /// <summary>A field of the choice that has no property.</summary>
    ChoiceField = 512,

    /// <summary>A field of the delta that has no property.</summary>
    DeltaField = 1024,
}
