namespace ChatSdk;

/// <summary>
/// The exception that is thrown if an answer is incomplete: the model stopped early, or the answer contains no choices. The answer is in
/// <see cref="ChatException.Partial"/>.
/// </summary>
public sealed class ChatIncompleteException : ChatException
{
    internal ChatIncompleteException(FinishReason reason, ChatCompletion answer)
        : base(reason.Value is null ? "The answer is incomplete: it contains no choices." : $"The answer is incomplete: its finish reason is '{OneLine.Of(reason.Value, 50)}'.")
    {
        FinishReason = reason;
        Partial = answer;
        RequestId = answer.Response?.RequestId;
    }

    /// <summary>Gets the reason why the model stopped; <see langword="default"/> if the answer contains no choices.</summary>
    public FinishReason FinishReason { get; }
}
