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

    /// <summary>Gives the piece that is like this one but for its arguments.</summary>
    internal ChatToolCall Like(ChunkPattern pattern, ReadOnlySpan<byte> next) => this with
    {
        Function = Function! with { Arguments = pattern.Text(ChunkPiece.Arguments, next, before: null) },
    };

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
