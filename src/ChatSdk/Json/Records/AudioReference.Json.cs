namespace ChatSdk;

public sealed partial record AudioReference : IWireRecord<AudioReference>
{
    private AudioReference(ref WireReader json)
        : this()
    {
        var extra = default(ExtraFieldsBuilder);
        while (json.NextMember(ref extra))
        {
            switch (json.Member)
            {
                case "data": Data = json.String(ref extra); break;
                case "format": Format = json.String(ref extra); break;
                default: json.Keep(ref extra); break;
            }
        }

        ExtraFields = extra.ToBag();
    }

    static AudioReference IWireRecord<AudioReference>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("data", Data);
        json.Member("format", Format);
    }
}
