namespace ChatSdk;

/// <summary>The kinds of steps of a streamed run of tools.</summary>
public enum ChatToolRunUpdateKind
{
    /// <summary>A chunk of a response: <see cref="ChatToolRunUpdate.Chunk"/>.</summary>
    Chunk,

    /// <summary>A tool that is called now: <see cref="ChatToolRunUpdate.Call"/>.</summary>
    Call,

    /// <summary>The result of a tool: <see cref="ChatToolRunUpdate.Call"/> and <see cref="ChatToolRunUpdate.Result"/>.</summary>
    Result,

    /// <summary>The complete run, in the last step: <see cref="ChatToolRunUpdate.Run"/>.</summary>
    Run,
}
