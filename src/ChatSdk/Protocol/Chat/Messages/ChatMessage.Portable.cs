namespace ChatSdk;

public sealed partial record ChatMessage
{
    /// <summary>
    /// Creates a copy of the message that other servers accept: text, images, tool calls and their results, and nothing that
    /// only one server knows, such as reasoning, signatures and other fields. Ids of calls become 9 letters or digits; the
    /// same id always becomes the same, so results still match their calls.
    /// </summary>
    /// <returns>The copy.</returns>
    /// <exception cref="InvalidOperationException">A part has no portable form; the message names it. For example an image without data, sound, or a file.</exception>
    public ChatMessage ToPortable() => PortableMessage.Of(this, "");
}
