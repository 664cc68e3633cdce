namespace ChatSdk;

/// <summary>The part of an answer that was received before an interruption, in the form in which it is sent to the server to be continued.</summary>
/// <param name="Message">The message with the beginning of the answer.</param>
/// <param name="Sent">The text of the message. If it is empty, there is nothing to continue, and the original request is sent again.</param>
/// <param name="Unsent">
/// The end of the received text, which is not sent: trailing white space, or an incomplete surrogate pair. Some servers reject trailing white
/// space. Others trim it, so that the model generates it a second time.
/// </param>
internal sealed record ReceivedAnswer(ChatMessage Message, string Sent, string Unsent)
{
    /// <summary>Returns the part of the answer to send; <see langword="null"/> if the answer cannot be continued. That is the case if it is finished, has several choices, contains a tool call, audio or a refusal, does not end with text, or consists only of reasoning, which the model would generate again.</summary>
    public static ReceivedAnswer? Of(ChatCompletion answer)
    {
        if (answer.Choices.Count == 0)
        {
            return new(new ChatMessage(), "", "");
        }

        if (answer.Choices is not [{ FinishReason: null, Message: { ToolCalls: null, FunctionCall: null, Audio: null, Refusal: null or "" } message }])
        {
            return null;
        }

        var parts = message.Content?.Parts;
        var last = parts is null ? message.Text : (parts is [.., TextPart part] ? part.Text : null) ?? "";
        var end = EndOf(last);
        if (end == 0 && (parts is not null || message.Reasoning.Length > 0))
        {
            return null;
        }

        var content = parts is null ? last[..end] : ChatContent.FromParts([.. parts.SkipLast(1), ContentPart.FromText(last[..end])]);
        return new(message with { Role = ChatRole.Assistant, Content = content, Refusal = null }, content.Text, last[end..]);
    }

    private static int EndOf(string text)
    {
        var end = text.Length;
        if (end > 0 && char.IsHighSurrogate(text[end - 1]))
        {
            end--;
        }

        return text.AsSpan(0, end).TrimEnd().Length;
    }
}
