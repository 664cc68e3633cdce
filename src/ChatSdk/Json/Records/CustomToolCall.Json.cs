namespace ChatSdk;

public sealed partial record CustomToolCall : IWireRecord<CustomToolCall>
{
    private CustomToolCall(ref WireReader json)
        : this()
    {
        var extra = default(ExtraFieldsBuilder);
        while (json.NextMember(ref extra))
        {
            switch (json.Member)
            {
                case "name": Name = json.NonEmpty(ref extra); break;
                case "input": Input = json.String(ref extra); break;
                default: json.Keep(ref extra); break;
            }
        }

        ExtraFields = extra.ToBag();
    }

    static CustomToolCall IWireRecord<CustomToolCall>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("name", Name);
        json.Member("input", Input);
    }
}
