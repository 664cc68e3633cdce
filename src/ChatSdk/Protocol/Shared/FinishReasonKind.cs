namespace ChatSdk;

/// <summary>The standard classes of why a model stopped.</summary>
public enum FinishReasonKind
{
    /// <summary>A reason that this version does not know; see <see cref="FinishReason.Value"/>.</summary>
    Other,

    /// <summary>The answer is complete.</summary>
    Stop,

    /// <summary>The answer was cut at the largest number of tokens.</summary>
    Length,

    /// <summary>The model waits for the results of tools.</summary>
    ToolCalls,

    /// <summary>The model waits for the result of a function (the older protocol).</summary>
    FunctionCall,

    /// <summary>A filter cut the answer.</summary>
    ContentFilter,

    /// <summary>The server failed while it answered.</summary>
    Error,
}
