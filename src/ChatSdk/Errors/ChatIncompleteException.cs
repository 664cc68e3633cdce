namespace ChatSdk;

/// <summary>
/// The exception that is thrown if an answer is incomplete: the model stopped early, or there is no choice. The answer is in
/// <see cref="ChatException.Partial"/>.
/// </summary>
public sealed class ChatIncompleteException : ChatException
{
    internal ChatIncompleteException(FinishReason reason, ChatCompletion answer)
        : base(reason.Value is null ? "The answer is not complete: it has no choice." : $"The answer is not complete: the model stopped with '{OneLine.Of(reason.Value, 50)}'.")
    {
        FinishReason = reason;
        Partial = answer;
        RequestId = answer.Response?.RequestId;
    }

    /// <summary>Gets the reason why the model stopped; the default value if the answer has no choice.</summary>
    public FinishReason FinishReason { get; }
}
