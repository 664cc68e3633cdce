namespace ChatSdk;

public sealed partial record ReasoningDetail : IWireRecord<ReasoningDetail>
{
    private ReasoningDetail(ref WireReader json)
        : this()
    {
        var extra = default(ExtraFieldsBuilder);
        while (json.NextMember(ref extra))
        {
            switch (json.Member)
            {
                case "type": Type = json.String(ref extra); break;
                case "text": Text = json.String(ref extra); break;
                case "summary": Summary = json.String(ref extra); break;
                case "data": Data = json.String(ref extra); break;
                case "signature": Signature = json.String(ref extra); break;
                case "id": Id = json.String(ref extra); break;
                case "format": Format = json.String(ref extra); break;
                case "index": Index = json.Int32(ref extra); break;
                default: json.Keep(ref extra); break;
            }
        }

        ExtraFields = extra.ToBag();
    }

    static ReasoningDetail IWireRecord<ReasoningDetail>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("type"u8, Type);
        json.Member("text"u8, Text);
        json.Member("summary"u8, Summary);
        json.Member("data"u8, Data);
        json.Member("signature"u8, Signature);
        json.Member("id"u8, Id);
        json.Member("format"u8, Format);
        json.Member("index"u8, Index);
    }
}
