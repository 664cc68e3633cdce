namespace ChatSdk;

public sealed partial record ChatMessage : IWireRecord<ChatMessage>
{
    private ChatMessage(ref WireReader json)
        : this()
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "role": Role = json.OpenEnum<ChatRole>(); break;
                case "content": Content = ChatContent.Read(ref json).Content; break;
                case "name": Name = json.String(); break;
                case "refusal": Refusal = json.NonEmpty(); break;
                case "tool_calls": ToolCalls = json.List<ChatToolCall>(AnswerLimits.ToolCalls, "tool calls"); break;
                case "tool_call_id": ToolCallId = json.NonEmpty(); break;
                case "function_call": FunctionCall = json.Object<FunctionCall>(); break;
                case "reasoning_content": ReasoningContent = json.Token(); break;
                case "reasoning": ReasoningText = json.Token(); break;
                case "reasoning_details": ReasoningDetails = json.List<ReasoningDetail>(AnswerLimits.Parts, "blocks of reasoning"); break;
                case "separated_reasoning": SeparatedReasoning = json.Token(); break;
                case "audio": Audio = json.Object<ChatAudio>(); break;
                case "images": Images = json.List<ImagePart>(AnswerLimits.Parts, "images"); break;
                case "annotations": Annotations = json.List<ChatAnnotation>(AnswerLimits.Parts, "annotations"); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
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
        json.Member("separated_reasoning", SeparatedReasoning);
        json.Member("audio", Audio);
        json.Member("images", Images);
        json.Member("annotations", Annotations);
    }
}
