namespace ChatSdk;

public sealed partial record ChatChoice : IWireRecord<ChatChoice>
{
    /// <summary>Initializes a new instance of the <see cref="ChatChoice"/> class with nothing set.</summary>
    public ChatChoice()
    {
    }

    private ChatChoice(ref WireReader json)
    {
        var extra = default(ExtraFieldsBuilder);
        ChatMessage? delta = null;
        string? text = null;
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "index": Index = json.Int32(ref extra); break;
                case "message": Message = json.Object<ChatMessage>(ref extra); break;
                case "finish_reason": FinishReason = json.OpenEnum<FinishReason>(ref extra); break;
                case "logprobs": LogProbs = json.Object<ChatLogProbs>(ref extra); break;
                case "usage": Usage = json.Object<ChatUsage>(ref extra); break;
                case "delta": delta = json.Object<ChatMessage>(ref extra); break;
                case "text": text = json.String(ref extra); break;
                default: json.Keep(ref extra); break;
            }
        }

        // Some servers send the answer as if it were a piece of a stream, or as bare text.
        Message ??= delta ?? (text is null ? null : new ChatMessage { Content = text });
        ExtraFields = extra.ToBag();
    }

    static ChatChoice IWireRecord<ChatChoice>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("index"u8, Index);
        json.Member("message"u8, Message);
        json.Member("finish_reason"u8, FinishReason);
        json.Member("logprobs"u8, LogProbs);
        json.Member("usage"u8, Usage);
    }
}
