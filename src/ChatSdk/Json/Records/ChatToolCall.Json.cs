namespace ChatSdk;

public sealed partial record ChatToolCall : IWireRecord<ChatToolCall>
{
    private ChatToolCall(ref WireReader json)
        : this()
    {
        var shared = _shared = new Shared();
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "index": shared.Index = json.Int32(); break;
                case "id": shared.Id = json.NonEmpty(); break;
                case "type": shared.Type = json.NonEmpty(); break;
                case "function": Function = json.Noted(ChunkPiece.Function).Object<FunctionCall>(); break;
                case "custom": shared.Custom = json.Object<CustomToolCall>(); break;
                default: json.Keep(); break;
            }
        }

        ExtraFields = json.ExtraFields();
    }

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
