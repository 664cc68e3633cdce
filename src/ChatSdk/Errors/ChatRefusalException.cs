namespace ChatSdk;

/// <summary>The model refused to give the answer of a type that was asked for. The answer is in <see cref="ChatException.Partial"/>.</summary>
public sealed class ChatRefusalException : ChatException
{
    internal ChatRefusalException(string refusal, ChatCompletion answer)
        : base("The model refused to answer; its words are in Refusal.")
    {
        Refusal = refusal;
        Partial = answer;
        RequestId = answer.Response?.RequestId;
    }

    /// <summary>Gets the words with which the model refused.</summary>
    public string Refusal { get; }
}
