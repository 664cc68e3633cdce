namespace ChatSdk;

public sealed partial record ReasoningDetail : IWireRecord<ReasoningDetail>
{
    private static readonly ReasoningDetail _nothing = new();

    private ReasoningDetail(ref WireReader json)
        : this(json.Earlier(_nothing))
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "type": Type = json.String(); break;
                case "text": Text = json.String(); break;
                case "summary": Summary = json.String(); break;
                case "data": Data = json.String(); break;
                case "signature": Signature = json.String(); break;
                case "id": Id = json.String(); break;
                case "format": Format = json.String(); break;
                case "index": Index = json.Int32(); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
    }

    static bool IWireRecord<ReasoningDetail>.IsRepeatable => true;

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
