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
        json.Member("type", Type);
        json.Member("text", Text);
        json.Member("summary", Summary);
        json.Member("data", Data);
        json.Member("signature", Signature);
        json.Member("id", Id);
        json.Member("format", Format);
        json.Member("index", Index);
    }
}
