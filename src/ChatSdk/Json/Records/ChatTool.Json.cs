namespace ChatSdk;

public sealed partial record ChatTool : IWireRecord<ChatTool>
{
    private ChatTool(ref WireReader json)
        : this()
    {
        var extra = default(ExtraFieldsBuilder);
        while (json.NextMember(ref extra))
        {
            switch (json.Member)
            {
                case "type": Type = json.String(ref extra); break;
                case "function": Function = json.Object<ChatFunction>(ref extra); break;
                case "custom": Custom = json.Object<CustomTool>(ref extra); break;
                default: json.Keep(ref extra); break;
            }
        }

        ExtraFields = extra.ToBag();
    }

    static ChatTool IWireRecord<ChatTool>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("type", Type);
        json.Member("function", Function);
        json.Member("custom", Custom);
    }
}
