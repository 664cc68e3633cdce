namespace ChatSdk;

public sealed partial record ChatModel : IWireRecord<ChatModel>
{
    private ChatModel(ref WireReader json)
        : this()
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "id": Id = json.NonEmpty(); break;
                case "object": Object = json.NonEmpty(); break;
                case "created": Created = json.Int64(); break;
                case "owned_by": OwnedBy = json.NonEmpty(); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
    }

    static ChatModel IWireRecord<ChatModel>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("id", Id);
        json.Member("object", Object);
        json.Member("created", Created);
        json.Member("owned_by", OwnedBy);
    }
}
