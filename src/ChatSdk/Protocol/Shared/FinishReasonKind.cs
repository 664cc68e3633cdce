namespace ChatSdk;

/// <summary>The standard kinds of reasons why a model stops.</summary>
public enum FinishReasonKind
{
    /// <summary>A reason that this version of the library does not know; see <see cref="FinishReason.Value"/>.</summary>
    Other,

    /// <summary>The answer is complete.</summary>
    Stop,

    /// <summary>The answer was cut off at the maximum number of tokens.</summary>
    Length,

    /// <summary>The model requests tool calls.</summary>
    ToolCalls,

    /// <summary>The model requests a function call, in the legacy form of the protocol.</summary>
    FunctionCall,

    /// <summary>The answer was cut off by a content filter.</summary>
    ContentFilter,

    /// <summary>The server failed while it generated the answer.</summary>
    Error,
}
