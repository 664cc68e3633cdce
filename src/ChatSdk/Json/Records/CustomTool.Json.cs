namespace ChatSdk;

public sealed partial record CustomTool : IWireRecord<CustomTool>
{
    private CustomTool(ref WireReader json)
        : this()
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "name": Name = json.String(); break;
                case "description": Description = json.String(); break;
                case "format": Format = json.ElementOrNull(); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
    }

    static CustomTool IWireRecord<CustomTool>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("name", Name);
        json.Member("description", Description);
        json.Member("format", Format);
    }
}
