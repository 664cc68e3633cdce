namespace ChatSdk;

/// <summary>The exception that is thrown if a typed answer is not valid JSON for its type. The answer is in <see cref="ChatException.Partial"/>.</summary>
public sealed class ChatFormatException : ChatException
{
    internal ChatFormatException(string message, ChatCompletion answer, Exception? inner = null)
        : base(message, inner)
    {
        RawText = answer.Text;
        Partial = answer;
        RequestId = answer.Response?.RequestId;
    }

    /// <summary>Gets the complete text of the answer, as it was received.</summary>
    public string RawText { get; }
}
