namespace ChatSdk;

/// <summary>The kinds of steps in a streamed tool run.</summary>
public enum ChatToolRunUpdateKind
{
    /// <summary>A chunk of a response: <see cref="ChatToolRunUpdate.Chunk"/>.</summary>
    Chunk,

    /// <summary>The start of a tool call: <see cref="ChatToolRunUpdate.Call"/>.</summary>
    Call,

    /// <summary>The result of a tool call: <see cref="ChatToolRunUpdate.Call"/> and <see cref="ChatToolRunUpdate.Result"/>.</summary>
    Result,

    /// <summary>The complete run, in the last step: <see cref="ChatToolRunUpdate.Run"/>.</summary>
    Run,
}
