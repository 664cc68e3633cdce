namespace ChatSdk;

public sealed partial record ModelParams : IWireRecord<ModelParams>
{
    private ModelParams(ref WireReader json)
        : this()
    {
        var extra = default(ExtraFieldsBuilder);
        while (json.NextMember(ref extra))
        {
            switch (json.Member)
            {
                case "temperature": Temperature = json.Double(ref extra); break;
                case "top_p": TopP = json.Double(ref extra); break;
                default: json.Keep(ref extra); break;
            }
        }

        ExtraFields = extra.ToBag();
    }

    static ModelParams IWireRecord<ModelParams>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("temperature", Temperature);
        json.Member("top_p", TopP);
    }
}
