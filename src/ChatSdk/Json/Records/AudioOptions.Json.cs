namespace ChatSdk;

public sealed partial record AudioOptions : IWireRecord<AudioOptions>
{
    private AudioOptions(ref WireReader json)
        : this()
    {
        var extra = default(ExtraFieldsBuilder);
        while (json.NextMember(ref extra))
        {
            switch (json.Member)
            {
                case "voice": Voice = json.String(ref extra); break;
                case "format": Format = json.String(ref extra); break;
                default: json.Keep(ref extra); break;
            }
        }

        ExtraFields = extra.ToBag();
    }

    static AudioOptions IWireRecord<AudioOptions>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("voice", Voice);
        json.Member("format", Format);
    }
}
