namespace ChatSdk;

public sealed partial record TextCompletion : IStreamChunk
{
    void IStreamChunk.Attach(ChatResponseInfo response) => Attach(response);

    int IStreamChunk.ChoiceCount => Choices.Count;

    // This compares all members, so that a new one cannot be forgotten here. What identifies the answer is not its content.
    bool IStreamChunk.HasContent => (this with { Id = null, Object = null, Created = null, Model = null, Choices = null, ExtraFields = FieldBag.Empty }) != _nothing;

    bool IStreamChunk.SaysSomething => Choices.Any(choice => choice.SaysSomething);

    bool IStreamChunk.HasWrongChoices => ExtraFields.ContainsKey("choices");

    bool IStreamChunk.MayHoldError => ErrorFinder.MayHold(this, Choices);

    // Chunks and complete answers do not differ in their form: only the finish reason tells.
    bool IStreamChunk.IsCompleteAnswer => false;

    bool IStreamChunk.MayBeCompleteAnswer => false;

    (int Index, bool IsFinished) IStreamChunk.ChoiceAt(int place) => (Choices[place].Index ?? place, Choices[place].FinishReason is not null);

    ChatCompletionChunk IStreamChunk.ToChatChunk() => ChatCompletionChunk.From(this);
}
