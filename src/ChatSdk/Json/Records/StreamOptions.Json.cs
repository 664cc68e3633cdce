namespace ChatSdk;

public sealed partial record StreamOptions : IWireRecord<StreamOptions>
{
    private StreamOptions(ref WireReader json)
        : this()
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "include_usage": IncludeUsage = json.Boolean(); break;
                case "include_obfuscation": IncludeObfuscation = json.Boolean(); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
    }

    static StreamOptions IWireRecord<StreamOptions>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("include_usage", IncludeUsage);
        json.Member("include_obfuscation", IncludeObfuscation);
    }
}
