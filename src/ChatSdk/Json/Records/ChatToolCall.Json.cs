namespace ChatSdk;

public sealed partial record ChatToolCall : IWireRecord<ChatToolCall>
{
    private ChatToolCall(ref WireReader json)
        : this()
    {
        var shared = _shared = new Shared();
        var extra = default(ExtraFieldsBuilder);
        while (json.NextMember(ref extra))
        {
            switch (json.Member)
            {
                case "index": shared.Index = json.Int32(ref extra); break;
                case "id": shared.Id = json.NonEmpty(ref extra); break;
                case "type": shared.Type = json.NonEmpty(ref extra); break;
                case "function": json.Note(ChunkPiece.Function); Function = json.Object<FunctionCall>(ref extra); break;
                case "custom": shared.Custom = json.Object<CustomToolCall>(ref extra); break;
                default: json.Keep(ref extra); break;
            }
        }

        ExtraFields = extra.ToBag();
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
