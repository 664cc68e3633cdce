namespace ChatSdk;

public sealed partial record ChatMessage
{
    /// <summary>
    /// Creates a copy of the message that can be sent to any server. The copy contains text, images, tool calls and tool results, but
    /// nothing server-specific, such as reasoning, signatures or extra fields. The id of a call is replaced by
    /// one that consists of 9 letters and digits, unless it already has this form. The same original id always results in the same new id,
    /// so that results still match their calls.
    /// </summary>
    /// <returns>The copy.</returns>
    /// <exception cref="InvalidOperationException">A part, such as audio, a file, or an image without a URL, cannot be converted. The exception message names the part.</exception>
    public ChatMessage ToPortable() => PortableMessage.Of(this, "");
}
