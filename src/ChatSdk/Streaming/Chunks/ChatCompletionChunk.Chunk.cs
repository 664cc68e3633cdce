namespace ChatSdk;

public sealed partial record ChatCompletionChunk : IStreamChunk
{
    void IStreamChunk.Attach(ChatResponseInfo response) => _shared.Response = new(response);

    int IStreamChunk.ChoiceCount => ChoiceCount;

    // This compares all members, so that a new one cannot be forgotten here. What identifies the answer is not its content.
    bool IStreamChunk.HasContent => Object?.StartsWith("chat.completion", StringComparison.Ordinal) == true
        || (_shared with { Id = null, Object = null, Created = null, Model = null }) != Shared.None;

    bool IStreamChunk.SaysSomething => Choices.Any(choice => choice.SaysSomething);

    bool IStreamChunk.HasWrongChoices => ExtraFields.ContainsKey("choices");

    bool IStreamChunk.MayHoldError => ErrorFinder.MayHold(this, Choices);

    // What it calls itself is not enough: some servers call every chunk so.
    bool IStreamChunk.IsCompleteAnswer => Object == "chat.completion" && ChoiceCount > 0 && Choices.All(choice => choice.HasMessage);

    bool IStreamChunk.MayBeCompleteAnswer => !Choices.Any(choice => choice.HasDelta);

    (int Index, bool IsFinished) IStreamChunk.ChoiceAt(int place) => (_choices[place].Index ?? place, _choices[place].FinishReason is not null);

    ChatCompletionChunk IStreamChunk.ToChatChunk() => this;
}
