namespace ChatSdk;

public sealed partial record TextChoice : IWireRecord<TextChoice>
{
    private static readonly TextChoice _nothing = new();

    private TextChoice(ref WireReader json)
        : this(json.Earlier(_nothing))
    {
        Shared? shared = null;
        ChatDelta? said = null;
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "index": Own(ref shared).Index = json.Int32(); break;
                case "text": Text = json.Token(); break;
                case "finish_reason": Own(ref shared).FinishReason = json.OpenEnum<FinishReason>(); break;
                case "logprobs": Own(ref shared).LogProbs = new(json.ElementOrNull()); break;
                case "usage": Own(ref shared).Usage = UsagePlaces.Some(json.Object<ChatUsage>()); break;
                case "message": said = json.Object<ChatDelta>(); break;
                case "delta": (said, Own(ref shared).IsChunk) = (json.Object<ChatDelta>(), new(value: true)); break;
                default: json.Keep(); break;
            }
        }

        // Some servers send the choice in the form of a chat choice, with a message or delta.
        if (said is not null)
        {
            json.RefuseTemplate();
            Text ??= said.Content?.Text;
        }

        Fields = json.ExtraFields(Fields);
    }

    /// <summary>Gets an object that represents all members except the text and the extra fields. If the objects of two choices are equal, so are these members.</summary>
    internal object Common => _shared;

    static bool IWireRecord<TextChoice>.IsRepeatable => true;

    /// <summary>Gets whether the text was received in a <c>delta</c>, as in a chunk, and the choice has no finish reason.</summary>
    internal bool IsUnfinishedChunk => _shared.IsChunk.Value && FinishReason is null;

    /// <summary>Gets whether the choice has content. Members that are not content are cleared before the comparison, so that a member that is added to the record later counts as content.</summary>
    internal bool HasFragment =>
        (this with { Index = null, Text = Text is "" ? null : Text, FinishReason = null, Usage = null, ExtraFields = FieldBag.Empty }) != _nothing;

    private Shared Own(ref Shared? shared) => shared ??= _shared = _shared with { };

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
