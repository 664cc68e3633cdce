using System.Text.Json.Serialization;

namespace ChatSdk;

public sealed partial record ChatCompletion
{
    /// <summary>Gets how the answer was cut short; <see langword="null"/> if it was not.</summary>
    [JsonIgnore]
    internal ChatIncompleteException? Incompleteness =>
        FinishReason is { Kind: FinishReasonKind.Length or FinishReasonKind.ContentFilter or FinishReasonKind.Error } reason ? new(reason, this) : null;

    /// <summary>Returns this answer, unless it has no choice or was cut short: by the token limit, by a content filter, or by a failure of the server.</summary>
    /// <returns>This answer.</returns>
    /// <exception cref="ChatIncompleteException">The answer is empty or was cut short; the exception has the reason and the answer.</exception>
    public ChatCompletion EnsureComplete() =>
        Choices.Count == 0 ? throw new ChatIncompleteException(default, this) : Incompleteness is { } cut ? throw cut : this;
}
