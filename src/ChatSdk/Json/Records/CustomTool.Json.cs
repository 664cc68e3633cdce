namespace ChatSdk;

public sealed partial record CustomTool : IWireRecord<CustomTool>
{
    private CustomTool(ref WireReader json)
        : this()
    {
        var extra = default(ExtraFieldsBuilder);
        while (json.NextMember(ref extra))
        {
            switch (json.Member)
            {
                case "name": Name = json.String(ref extra); break;
                case "description": Description = json.String(ref extra); break;
                case "format": Format = json.ElementOrNull(); break;
                default: json.Keep(ref extra); break;
            }
        }

        ExtraFields = extra.ToBag();
    }

    static CustomTool IWireRecord<CustomTool>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("name", Name);
        json.Member("description", Description);
        json.Member("format", Format);
    }
}
