namespace ChatSdk;

/// <summary>The exception that is thrown if the model refuses to generate a typed answer. The answer is in <see cref="ChatException.Partial"/>.</summary>
public sealed class ChatRefusalException : ChatException
{
    internal ChatRefusalException(string refusal, ChatCompletion answer)
        : base("The model refused to answer. The text of the refusal is in Refusal.")
    {
        Refusal = refusal;
        Partial = answer;
        RequestId = answer.Response?.RequestId;
    }

    /// <summary>Gets the text of the refusal.</summary>
    public string Refusal { get; }
}
