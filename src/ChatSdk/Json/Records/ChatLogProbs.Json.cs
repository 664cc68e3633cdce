namespace ChatSdk;

public sealed partial record ChatLogProbs : IWireRecord<ChatLogProbs>
{
    private ChatLogProbs(ref WireReader json)
        : this()
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "content": Content = json.List<TokenLogProb>(); break;
                case "refusal": Refusal = json.List<TokenLogProb>(); break;
                default: json.Keep(); break;
            }
        }

        ExtraFields = json.ExtraFields();
    }

    static ChatLogProbs IWireRecord<ChatLogProbs>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("content", Content);
        json.Member("refusal", Refusal);
    }
}
