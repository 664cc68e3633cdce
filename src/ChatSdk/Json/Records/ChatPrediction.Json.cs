namespace ChatSdk;

public sealed partial record ChatPrediction : IWireRecord<ChatPrediction>
{
    private ChatPrediction(ref WireReader json)
        : this()
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "type": Type = json.String(); break;
                case "content": Content = ChatContent.Read(ref json).Content; break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
    }

    static ChatPrediction IWireRecord<ChatPrediction>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("type", Type);
        json.Member("content", Content);
    }
}
