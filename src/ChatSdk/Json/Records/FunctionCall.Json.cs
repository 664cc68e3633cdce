namespace ChatSdk;

public sealed partial record FunctionCall : IWireRecord<FunctionCall>
{
    private FunctionCall(ref WireReader json)
        : this()
    {
        var extra = default(ExtraFieldsBuilder);
        while (json.NextMember(ref extra))
        {
            switch (json.Member)
            {
                case "name": Name = json.NonEmpty(ref extra); break;
                case "arguments": json.Note(ChunkPiece.Arguments); Arguments = json.Arguments(ref extra); break;
                default: json.Keep(ref extra); break;
            }
        }

        ExtraFields = extra.ToBag();
    }

    static FunctionCall IWireRecord<FunctionCall>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("name", Name);
        json.Member("arguments", Arguments);
    }
}
