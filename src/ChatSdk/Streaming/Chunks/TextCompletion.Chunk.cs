namespace ChatSdk;

public sealed partial record TextCompletion : IStreamChunk
{
    void IStreamChunk.Attach(ChatResponseInfo response) => Attach(response);

    int IStreamChunk.ChoiceCount => ChoiceCount;

    // The choices, the extra fields and the members that only identify the answer are cleared before the comparison. A member that is added
    // to the record later therefore counts as content.
    bool IStreamChunk.HasContent => (this with { Id = null, Object = null, Created = null, Model = null, Choices = null, ExtraFields = FieldBag.Empty }) != _nothing;

    bool IStreamChunk.HasFragment => Choices.Any(choice => choice.HasFragment);

    bool IStreamChunk.HasWrongChoices => ExtraFields.ContainsKey("choices");

    bool IStreamChunk.MayContainError => ErrorFinder.MayContainError(this, _choices);

    // Chunks and complete answers have the same format, so only a finish reason indicates that the answer is complete.
    bool IStreamChunk.IsCompleteAnswer => false;

    bool IStreamChunk.MayBeCompleteAnswer => false;

    (int Index, bool IsFinished) IStreamChunk.ChoiceAt(int place) => (_choices[place].Index ?? place, _choices[place].FinishReason is not null);

    void IStreamChunk.AddTo(ChatCompletionAccumulator answer) => answer.AddText(this);

    ChatCompletionChunk IStreamChunk.ToChatChunk() => ChatCompletionChunk.From(this);
}
