namespace ChatSdk;

public sealed partial record ChatTool : IWireRecord<ChatTool>
{
    private ChatTool(ref WireReader json)
        : this()
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "type": Type = json.String(); break;
                case "function": Function = json.Object<ChatFunction>(); break;
                case "custom": Custom = json.Object<CustomTool>(); break;
                case "cache_control": CacheControl = json.Object<CacheControl>(); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
    }

    static ChatTool IWireRecord<ChatTool>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("type", Type);
        json.Member("function", Function);
        json.Member("custom", Custom);
        json.Member("cache_control", CacheControl);
    }
}
