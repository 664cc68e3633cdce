namespace ChatSdk;

public sealed partial record AudioReference : IWireRecord<AudioReference>
{
    private AudioReference(ref WireReader json)
        : this()
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "data": Data = json.String(); break;
                case "format": Format = json.String(); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
    }

    static AudioReference IWireRecord<AudioReference>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("data", Data);
        json.Member("format", Format);
    }
}
