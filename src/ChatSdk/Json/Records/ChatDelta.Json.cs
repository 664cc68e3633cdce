namespace ChatSdk;

public sealed partial record ChatDelta : IWireRecord<ChatDelta>
{
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
                case "tool_calls": ToolCalls = json.Noted(ChunkPiece.ToolCalls).List<ChatToolCall>(); break;
                case "function_call": shared.FunctionCall = json.Object<FunctionCall>(); break;
                case "reasoning_content": shared.ReasoningContent = json.Noted(ChunkPiece.ReasoningContent).String(); break;
                case "reasoning": shared.ReasoningText = json.Noted(ChunkPiece.ReasoningText).String(); break;
                case "reasoning_details": shared.ReasoningDetails = json.List<ReasoningDetail>(); break;
                case "audio": shared.Audio = json.Object<ChatAudio>(); break;
                case "annotations": shared.Annotations = json.List<ChatAnnotation>(); break;
                default: json.Noted(ChunkPiece.DeltaField).Keep(); break;
            }
        }

        ExtraFields = json.ExtraFields();
    }

    /// <summary>Gets whether nothing is said but the role.</summary>
    internal bool IsEmpty =>
        _content.Text is null && Refusal is null && ToolCalls is null && FunctionCall is null && ReasoningContent is null
        && ReasoningText is null && ReasoningDetails is null && Audio is null && Annotations is null;

    /// <summary>Gets the content as it is held, which costs nothing.</summary>
    internal TextOrContent ContentPiece => _content;

    internal int ToolCallCount => _toolCalls.Count;

    internal ChatToolCall ToolCallAt(int place) => _toolCalls[place];

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
        json.Member("audio", Audio);
        json.Member("annotations", Annotations);
    }
}
