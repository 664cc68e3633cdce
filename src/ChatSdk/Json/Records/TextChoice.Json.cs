namespace ChatSdk;

public sealed partial record TextChoice : IWireRecord<TextChoice>
{
    private static readonly TextChoice _nothing = new();
    private readonly ExcludedFromEquality<bool> _isChunk;

    private TextChoice(ref WireReader json)
        : this()
    {
        ChatDelta? said = null;
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "index": Index = json.Int32(); break;
                case "text": Text = json.Token(); break;
                case "finish_reason": FinishReason = json.OpenEnum<FinishReason>(); break;
                case "logprobs": LogProbs = json.ElementOrNull(); break;
                case "usage": Usage = UsagePlaces.Some(json.Object<ChatUsage>()); break;
                case "message": said = json.Object<ChatDelta>(); break;
                case "delta": (said, _isChunk) = (json.Object<ChatDelta>(), new(value: true)); break;
                default: json.Keep(); break;
            }
        }

        // Some servers answer in the form of a chat.
        Text ??= said?.Content?.Text;
        ExtraFields = json.ExtraFields();
    }

    /// <summary>Gets whether the text is in <c>delta</c>, which is a chunk's form, and did not end.</summary>
    internal bool IsUnfinishedChunk => _isChunk.Value && FinishReason is null;

    /// <summary>Gets whether it holds a part of the answer. It compares all members, so that a new one cannot be forgotten here.</summary>
    internal bool SaysSomething =>
        (this with { Index = null, Text = Text is "" ? null : Text, FinishReason = null, Usage = null, ExtraFields = FieldBag.Empty }) != _nothing;

    static TextChoice IWireRecord<TextChoice>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("index", Index);
        json.Member("text", Text);
        json.Member("finish_reason", FinishReason);
        json.Member("logprobs", LogProbs);
        json.Member("usage", Usage);
    }
}
