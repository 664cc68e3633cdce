namespace ChatSdk;

/// <summary>An answer is not the JSON that was asked for. The answer is in <see cref="ChatException.Partial"/>.</summary>
public sealed class ChatFormatException : ChatException
{
    internal ChatFormatException(string message, ChatCompletion answer, Exception? inner = null)
        : base(message, inner)
    {
        RawText = answer.Text;
        Partial = answer;
        RequestId = answer.Response?.RequestId;
    }

    /// <summary>Gets the text of the answer as it came, whole.</summary>
    public string RawText { get; }
}
