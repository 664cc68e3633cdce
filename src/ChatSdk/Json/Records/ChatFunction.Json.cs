namespace ChatSdk;

public sealed partial record ChatFunction : IWireRecord<ChatFunction>
{
    private ChatFunction(ref WireReader json)
        : this()
    {
        var extra = default(ExtraFieldsBuilder);
        while (json.NextMember(ref extra))
        {
            switch (json.Member)
            {
                case "name": Name = json.String(ref extra); break;
                case "description": Description = json.String(ref extra); break;
                case "parameters": Parameters = json.ElementOrNull(); break;
                case "strict": Strict = json.Boolean(ref extra); break;
                default: json.Keep(ref extra); break;
            }
        }

        ExtraFields = extra.ToBag();
    }

    static ChatFunction IWireRecord<ChatFunction>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("name", Name);
        json.Member("description", Description);
        json.Member("parameters", Parameters);
        json.Member("strict", Strict);
    }
}
