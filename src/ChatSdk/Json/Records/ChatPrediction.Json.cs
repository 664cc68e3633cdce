namespace ChatSdk;

public sealed partial record ChatPrediction : IWireRecord<ChatPrediction>
{
    private ChatPrediction(ref WireReader json)
        : this()
    {
        var extra = default(ExtraFieldsBuilder);
        while (json.NextMember(ref extra))
        {
            switch (json.Member)
            {
                case "type": Type = json.String(ref extra); break;
                case "content": Content = ChatContent.Read(ref json, ref extra).Content; break;
                default: json.Keep(ref extra); break;
            }
        }

        ExtraFields = extra.ToBag();
    }

    static ChatPrediction IWireRecord<ChatPrediction>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("type", Type);
        json.Member("content", Content);
    }
}
