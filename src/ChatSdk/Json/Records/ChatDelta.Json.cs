namespace ChatSdk;

public sealed partial record ChatDelta : IWireRecord<ChatDelta>
{
    private static readonly ChatDelta _nothing = new();

    private ChatDelta(ref WireReader json)
        : this()
    {
        var shared = _shared = new Shared();
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "role": shared.Role = json.OpenEnum<ChatRole>(); break;
                case "content": _content = ChatContent.Read(ref json.Noted(ChunkPiece.Content)); break;
                case "name": shared.Name = json.String(); break;
                case "refusal": shared.Refusal = json.NonEmpty(); break;
                case "tool_calls": ToolCalls = json.Noted(ChunkPiece.ToolCalls).List<ChatToolCall>(AnswerLimits.ToolCalls, "tool calls"); break;
                case "function_call": shared.FunctionCall = json.Object<FunctionCall>(); break;
                case "reasoning_content": shared.ReasoningContent = json.Noted(ChunkPiece.ReasoningContent).Token(); break;
                case "reasoning": shared.ReasoningText = json.Noted(ChunkPiece.ReasoningText).Token(); break;
                case "reasoning_details": shared.ReasoningDetails = json.List<ReasoningDetail>(AnswerLimits.Parts, "blocks of reasoning"); break;
                case "separated_reasoning": shared.Own().SeparatedReasoning = json.Token(); break;
                case "audio": shared.Own().Audio = json.Object<ChatAudio>(); break;
                case "images": shared.Own().Images = json.List<ImagePart>(AnswerLimits.Parts, "images"); break;
                case "annotations": shared.Own().Annotations = json.List<ChatAnnotation>(AnswerLimits.Parts, "annotations"); break;
                default: json.Noted(ChunkPiece.DeltaField).Keep(); break;
            }
        }

        ExtraFields = json.ExtraFields();
    }

    /// <summary>Gets the content in its internal form, without an allocation.</summary>
    internal TextOrContent ContentPiece => _content;

    /// <summary>Gets the fragments of tool calls in their internal form, without an allocation.</summary>
    internal OneOrMore<ChatToolCall> ToolCallPieces => _toolCalls;

    /// <summary>Gets whether the delta has no members except role, name and extra fields. All members are compared, so that a new member cannot be forgotten here.</summary>
    internal bool IsEmpty => (this with { Role = null, Name = null, ExtraFields = FieldBag.Empty }).Equals(_nothing);

    /// <summary>Gets whether the delta has content other than empty strings.</summary>
    internal bool HasFragment => !(this with
    {
        _content = _content is { Composed: null, Text: "" } ? default : _content,
        ReasoningContent = ReasoningContent is "" ? null : ReasoningContent,
        ReasoningText = ReasoningText is "" ? null : ReasoningText,
    }).IsEmpty;

    static ChatDelta IWireRecord<ChatDelta>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("role", Role);
        json.Member("content", Content);
        json.Member("name", Name);
        json.Member("refusal", Refusal);
        json.Member("tool_calls", ToolCalls);
        json.Member("function_call", FunctionCall);
        json.Member("reasoning_content", ReasoningContent);
        json.Member("reasoning", ReasoningText);
        json.Member("reasoning_details", ReasoningDetails);
        json.Member("separated_reasoning", SeparatedReasoning);
        json.Member("audio", Audio);
        json.Member("images", Images);
        json.Member("annotations", Annotations);
    }
}
