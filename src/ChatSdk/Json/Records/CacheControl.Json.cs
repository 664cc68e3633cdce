namespace ChatSdk;

public sealed partial record CacheControl : IWireRecord<CacheControl>
{
    private CacheControl(ref WireReader json)
        : this()
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "type": Type = json.String(); break;
                case "ttl": Ttl = json.String(); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
    }

    static CacheControl IWireRecord<CacheControl>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("type", Type);
        json.Member("ttl", Ttl);
    }
}
