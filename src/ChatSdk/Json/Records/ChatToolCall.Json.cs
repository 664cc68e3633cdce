namespace ChatSdk;

public sealed partial record ChatToolCall : IWireRecord<ChatToolCall>
{
    private static readonly ChatToolCall _nothing = new();

    private ChatToolCall(ref WireReader json)
        : this(json.Earlier(_nothing))
    {
        Shared? shared = null;
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "index": Own(ref shared).Index = json.Int32(); break;
                case "id": Own(ref shared).Id = json.NonEmpty(); break;
                case "type": Own(ref shared).Type = json.NonEmpty(); break;
                case "function": Function = json.Object<FunctionCall>(); break;
                case "custom": Own(ref shared).Custom = json.Object<CustomToolCall>(); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
    }

    static bool IWireRecord<ChatToolCall>.IsRepeatable => true;

    private Shared Own(ref Shared? shared) => shared ??= _shared = _shared with { };

    static ChatToolCall IWireRecord<ChatToolCall>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("index", Index);
        json.Member("id", Id);
        json.Member("type", Type);
        json.Member("function", Function);
        json.Member("custom", Custom);
    }
}
