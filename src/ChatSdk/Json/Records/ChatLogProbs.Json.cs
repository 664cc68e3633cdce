namespace ChatSdk;

public sealed partial record ChatLogProbs : IWireRecord<ChatLogProbs>
{
    private ChatLogProbs(ref WireReader json)
        : this()
    {
        var extra = default(ExtraFieldsBuilder);
        while (json.NextMember(ref extra))
        {
            switch (json.Member)
            {
                case "content": Content = json.List<TokenLogProb>(ref extra); break;
                case "refusal": Refusal = json.List<TokenLogProb>(ref extra); break;
                default: json.Keep(ref extra); break;
            }
        }

        ExtraFields = extra.ToBag();
    }

    static ChatLogProbs IWireRecord<ChatLogProbs>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("content", Content);
        json.Member("refusal", Refusal);
    }
}
