namespace ChatSdk;

public sealed partial record ChatToolCall : IWireRecord<ChatToolCall>
{
    private ChatToolCall(ref WireReader json)
        : this()
    {
        var extra = default(ExtraFieldsBuilder);
        while (json.NextMember(ref extra))
        {
            switch (json.Member)
            {
                case "index": Index = json.Int32(ref extra); break;
                case "id": Id = json.NonEmpty(ref extra); break;
                case "type": Type = json.NonEmpty(ref extra); break;
                case "function": Function = json.Object<FunctionCall>(ref extra); break;
                case "custom": Custom = json.Object<CustomToolCall>(ref extra); break;
                default: json.Keep(ref extra); break;
            }
        }

        ExtraFields = extra.ToBag();
    }

    static ChatToolCall IWireRecord<ChatToolCall>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("index"u8, Index);
        json.Member("id"u8, Id);
        json.Member("type"u8, Type);
        json.Member("function"u8, Function);
        json.Member("custom"u8, Custom);
    }
}
