namespace ChatSdk;

public sealed partial record StreamOptions : IWireRecord<StreamOptions>
{
    private StreamOptions(ref WireReader json)
        : this()
    {
        var extra = default(ExtraFieldsBuilder);
        while (json.NextMember(ref extra))
        {
            switch (json.Member)
            {
                case "include_usage": IncludeUsage = json.Boolean(ref extra); break;
                case "include_obfuscation": IncludeObfuscation = json.Boolean(ref extra); break;
                default: json.Keep(ref extra); break;
            }
        }

        ExtraFields = extra.ToBag();
    }

    static StreamOptions IWireRecord<StreamOptions>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("include_usage", IncludeUsage);
        json.Member("include_obfuscation", IncludeObfuscation);
    }
}
