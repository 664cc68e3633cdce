using System.Text.Json.Serialization;

namespace ChatSdk;

public sealed partial record ChatCompletion
{
    /// <summary>Gets the exception for an answer that was cut off; <see langword="null"/> if the answer was not cut off.</summary>
    [JsonIgnore]
    internal ChatIncompleteException? Incompleteness =>
        FinishReason is { Kind: FinishReasonKind.Length or FinishReasonKind.ContentFilter or FinishReasonKind.Error } reason ? new(reason, this) : null;

    /// <summary>Returns this answer if it is complete, or throws if it has no choice or was cut off by the token limit, a content filter or a server failure.</summary>
    /// <returns>This answer.</returns>
    /// <exception cref="ChatIncompleteException">The answer has no choice or was cut off; the exception contains the finish reason and the answer.</exception>
    public ChatCompletion EnsureComplete() =>
        Choices.Count == 0 ? throw new ChatIncompleteException(default, this) : Incompleteness is { } cut ? throw cut : this;
}
