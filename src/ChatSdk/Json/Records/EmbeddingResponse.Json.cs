namespace ChatSdk;

public sealed partial record EmbeddingResponse : IWireRecord<EmbeddingResponse>
{
    private EmbeddingResponse(ref WireReader json)
        : this()
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "object": Object = json.NonEmpty(); break;
                case "data": Data = json.List<ChatEmbedding>()!; break;
                case "model": Model = json.NonEmpty(); break;
                case "usage": Usage = json.Object<ChatUsage>(); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
    }

    static EmbeddingResponse IWireRecord<EmbeddingResponse>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("object", Object);
        json.Member("data", Data);
        json.Member("model", Model);
        json.Member("usage", Usage);
    }
}
