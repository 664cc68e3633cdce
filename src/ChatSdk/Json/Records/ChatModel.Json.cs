namespace ChatSdk;

public sealed partial record ChatModel : IWireRecord<ChatModel>
{
    private ChatModel(ref WireReader json)
        : this()
    {
        var extra = default(ExtraFieldsBuilder);
        while (json.NextMember(ref extra))
        {
            switch (json.Member)
            {
                case "id": Id = json.NonEmpty(ref extra); break;
                case "object": Object = json.NonEmpty(ref extra); break;
                case "created": Created = json.Int64(ref extra); break;
                case "owned_by": OwnedBy = json.NonEmpty(ref extra); break;
                default: json.Keep(ref extra); break;
            }
        }

        ExtraFields = extra.ToBag();
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
