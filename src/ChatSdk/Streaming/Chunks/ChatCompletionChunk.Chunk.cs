namespace ChatSdk;

public sealed partial record ChatCompletionChunk : IStreamChunk
{
    void IStreamChunk.Attach(ChatResponseInfo response) => _shared.Response = new(response);

    int IStreamChunk.ChoiceCount => ChoiceCount;

    // Members that only identify the answer are cleared before the comparison, so that a member that is added to the record later counts as content.
    bool IStreamChunk.HasContent => Object?.StartsWith("chat.completion", StringComparison.Ordinal) == true
        || Usage is not null
        || (_shared with { Id = null, Object = null, Created = null, Model = null }) != Shared.None;

    bool IStreamChunk.HasFragment => Choices.Any(choice => choice.HasFragment);

    bool IStreamChunk.HasWrongChoices => ExtraFields.ContainsKey("choices");

    bool IStreamChunk.MayContainError => ErrorFinder.MayContainError(this, _choices);

    // The object type alone is not sufficient, because some servers send this type with every chunk.
    bool IStreamChunk.IsCompleteAnswer => Object == "chat.completion" && ChoiceCount > 0 && Choices.All(choice => choice.HasMessage);

    bool IStreamChunk.MayBeCompleteAnswer => !Choices.Any(choice => choice.HasDelta);

    (int Index, bool IsFinished) IStreamChunk.ChoiceAt(int place) => (_choices[place].Index ?? place, _choices[place].FinishReason is not null);

    void IStreamChunk.AddTo(ChatCompletionAccumulator answer) => answer.Add(this);

    ChatCompletionChunk IStreamChunk.ToChatChunk() => this;
}
