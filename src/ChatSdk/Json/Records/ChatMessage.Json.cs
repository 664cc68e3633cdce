namespace ChatSdk;

public sealed partial record ChatMessage : IWireRecord<ChatMessage>
{
    private ChatMessage(ref WireReader json)
        : this()
    {
        var extra = default(ExtraFieldsBuilder);
        while (json.NextMember(ref extra))
        {
            switch (json.Member)
            {
                case "role": Role = json.OpenEnum<ChatRole>(ref extra); break;
                case "content": Content = ChatContent.Read(ref json, ref extra).Content; break;
                case "name": Name = json.String(ref extra); break;
                case "refusal": Refusal = json.NonEmpty(ref extra); break;
                case "tool_calls": ToolCalls = json.List<ChatToolCall>(ref extra); break;
                case "tool_call_id": ToolCallId = json.NonEmpty(ref extra); break;
                case "function_call": FunctionCall = json.Object<FunctionCall>(ref extra); break;
                case "reasoning_content": ReasoningContent = json.String(ref extra); break;
                case "reasoning": ReasoningText = json.String(ref extra); break;
                case "reasoning_details": ReasoningDetails = json.List<ReasoningDetail>(ref extra); break;
                case "audio": Audio = json.Object<ChatAudio>(ref extra); break;
                case "annotations": Annotations = json.List<ChatAnnotation>(ref extra); break;
                default: json.Keep(ref extra); break;
            }
        }

        ExtraFields = extra.ToBag();
    }

    static ChatMessage IWireRecord<ChatMessage>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("role", Role);
        json.Member("content", Content);
        json.Member("name", Name);
        json.Member("refusal", Refusal);
        json.Member("tool_calls", ToolCalls);
        json.Member("tool_call_id", ToolCallId);
        json.Member("function_call", FunctionCall);
        json.Member("reasoning_content", ReasoningContent);
        json.Member("reasoning", ReasoningText);
        json.Member("reasoning_details", ReasoningDetails);
        json.Member("audio", Audio);
        json.Member("annotations", Annotations);
    }
}
