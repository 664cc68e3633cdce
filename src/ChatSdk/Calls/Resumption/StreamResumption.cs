namespace ChatSdk;

/// <summary>
/// Specifies how the rest of an interrupted stream is requested. The text that was received is sent as an assistant message, which
/// the model continues instead of generating a new one. The required form of the request depends on the server.
/// </summary>
public enum StreamResumption
{
    /// <summary>Streams are not resumed: an interrupted stream throws an exception.</summary>
    None,

    /// <summary>The last message of the request is an assistant message.</summary>
    TrailingMessage,

    /// <summary>The last message of the request is an assistant message with <c>"prefix": true</c>.</summary>
    PrefixMessage,

    /// <summary>The last message of the request is an assistant message, and the request has <c>"continue_final_message": true</c> and <c>"add_generation_prompt": false</c>.</summary>
    ContinueFinalMessage,
}
