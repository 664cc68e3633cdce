namespace ChatSdk;

/// <summary>
/// Specifies how the rest of an interrupted stream is requested. The text that was received is sent as an assistant message, which
/// the model continues instead of generating a new one. The required form of the request depends on the server.
/// </summary>
public enum StreamResumption
{
    /// <summary>Streams are not resumed: an interrupted stream throws an exception.</summary>
    None,

    /// <summary>The received text is sent as an assistant message, which is the last message of the request.</summary>
    TrailingMessage,

    /// <summary>As for <see cref="TrailingMessage"/>; the message also has <c>"prefix": true</c>.</summary>
    PrefixMessage,

    /// <summary>As for <see cref="TrailingMessage"/>; the request also has <c>"continue_final_message": true</c> and <c>"add_generation_prompt": false</c>.</summary>
    ContinueFinalMessage,
}
