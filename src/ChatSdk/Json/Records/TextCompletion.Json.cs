namespace ChatSdk;

public sealed partial record TextCompletion : IWireRecord<TextCompletion>, IStreamChunk
{
    private static readonly TextCompletion _nothing = new();

    private TextCompletion(ref WireReader json)
        : this()
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "id": Id = json.NonEmpty(); break;
                case "object": Object = json.NonEmpty(); break;
                case "created": Created = json.Int64(); break;
                case "model": Model = json.NonEmpty(); break;
                case "choices": Choices = json.List<TextChoice>()!; break;
                case "usage": Usage = UsagePlaces.Some(json.Object<ChatUsage>()); break;
                case "system_fingerprint": SystemFingerprint = json.NonEmpty(); break;
                case "provider": Provider = json.NonEmpty(); break;
                default: json.Keep(); break;
            }
        }

        ExtraFields = json.ExtraFields();
        Usage ??= UsagePlaces.Find(Choices, choice => choice.Usage, ExtraFields);
    }

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

    /// <summary>Sets the response of this answer, right after it was read and before anybody sees it.</summary>
    internal void Attach(ChatResponseInfo response) => _response = new(response);

    static TextCompletion IWireRecord<TextCompletion>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("id", Id);
        json.Member("object", Object);
        json.Member("created", Created);
        json.Member("model", Model);
        json.Member("choices", Choices);
        json.Member("usage", Usage);
        json.Member("system_fingerprint", SystemFingerprint);
        json.Member("provider", Provider);
    }
}
