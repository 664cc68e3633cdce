namespace ChatSdk;

/// <summary>
/// An answer was received but is not complete, because the model stopped before its natural end. The answer is in
/// <see cref="ChatException.Partial"/>.
/// </summary>
public sealed class ChatIncompleteException : ChatException
{
    internal ChatIncompleteException(FinishReason reason, ChatCompletion answer)
        : base($"The answer is not complete: the model stopped with '{OneLine.Of(reason.Value, 50)}'.")
    {
        FinishReason = reason;
        Partial = answer;
        RequestId = answer.Response?.RequestId;
    }

    /// <summary>Gets why the model stopped.</summary>
    public FinishReason FinishReason { get; }
}
