namespace ChatSdk;

public sealed partial record TextChoice : IWireRecord<TextChoice>
{
    private TextChoice(ref WireReader json)
        : this()
    {
        var extra = default(ExtraFieldsBuilder);
        while (json.NextMember(ref extra))
        {
            switch (json.Member)
            {
                case "index": Index = json.Int32(ref extra); break;
                case "text": Text = json.String(ref extra); break;
                case "finish_reason": FinishReason = json.OpenEnum<FinishReason>(ref extra); break;
                case "logprobs": LogProbs = json.ElementOrNull(); break;
                case "usage": Usage = json.Object<ChatUsage>(ref extra); break;
                default: json.Keep(ref extra); break;
            }
        }

        ExtraFields = extra.ToBag();
    }

    static TextChoice IWireRecord<TextChoice>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("index"u8, Index);
        json.Member("text"u8, Text);
        json.Member("finish_reason"u8, FinishReason);
        json.Member("logprobs"u8, LogProbs);
        json.Member("usage"u8, Usage);
    }
}
