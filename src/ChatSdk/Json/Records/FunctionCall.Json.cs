namespace ChatSdk;

public sealed partial record FunctionCall : IWireRecord<FunctionCall>
{
    private FunctionCall(ref WireReader json)
        : this()
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "name": Name = json.NonEmpty(); break;
                case "arguments": Arguments = json.Noted(ChunkPiece.Arguments).Arguments(); break;
                default: json.Keep(); break;
            }
        }

        ExtraFields = json.ExtraFields();
    }

    static FunctionCall IWireRecord<FunctionCall>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("name", Name);
        json.Member("arguments", Arguments);
    }
}
