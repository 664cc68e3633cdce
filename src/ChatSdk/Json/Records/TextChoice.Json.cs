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

        // Some servers respond in the form of a chat completion.
        Text ??= said?.Content?.Text;
        ExtraFields = json.ExtraFields();
    }

    /// <summary>Gets whether the text was received as <c>delta</c>, as in a chunk, and has no finish reason.</summary>
    internal bool IsUnfinishedChunk => _isChunk.Value && FinishReason is null;

    /// <summary>Gets whether this object has content. All members are compared, so that a new member cannot be forgotten here.</summary>
    internal bool HasFragment =>
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
