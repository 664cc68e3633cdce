namespace ChatSdk;

public sealed partial record AudioOptions : IWireRecord<AudioOptions>
{
    private AudioOptions(ref WireReader json)
        : this()
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "voice": Voice = json.String(); break;
                case "format": Format = json.String(); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
    }

    static AudioOptions IWireRecord<AudioOptions>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("voice", Voice);
        json.Member("format", Format);
    }
}
