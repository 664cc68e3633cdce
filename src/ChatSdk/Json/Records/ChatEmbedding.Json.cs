namespace ChatSdk;

public sealed partial record ChatEmbedding : IWireRecord<ChatEmbedding>
{
    private ChatEmbedding(ref WireReader json)
        : this()
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "object": Object = json.NonEmpty(); break;
                case "index": Index = json.Int32(); break;
                case "embedding": Vector = json.Floats(); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
    }

    static ChatEmbedding IWireRecord<ChatEmbedding>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("object", Object);
        json.Member("index", Index);
        json.Member("embedding", Vector);
    }
}
