namespace ChatSdk;

public sealed partial record ChatFunction : IWireRecord<ChatFunction>
{
    private ChatFunction(ref WireReader json)
        : this()
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "name": Name = json.String(); break;
                case "description": Description = json.String(); break;
                case "parameters": Parameters = json.ElementOrNull(); break;
                case "strict": Strict = json.Boolean(); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
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
