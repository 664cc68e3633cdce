namespace ChatSdk;

public sealed partial record ModelParams : IWireRecord<ModelParams>
{
    private ModelParams(ref WireReader json)
        : this()
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "temperature": Temperature = json.Double(); break;
                case "top_p": TopP = json.Double(); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
    }

    static ModelParams IWireRecord<ModelParams>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("temperature", Temperature);
        json.Member("top_p", TopP);
    }
}
