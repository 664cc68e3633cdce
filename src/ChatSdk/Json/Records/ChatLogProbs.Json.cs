namespace ChatSdk;

public sealed partial record ChatLogProbs : IWireRecord<ChatLogProbs>
{
    private static readonly ChatLogProbs _nothing = new();

    private ChatLogProbs(ref WireReader json)
        : this(json.Earlier(_nothing))
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "content": _content = json.Unread<TokenLogProb>(); break;
                case "refusal": _refusal = json.Unread<TokenLogProb>(); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
    }

    static bool IWireRecord<ChatLogProbs>.IsRepeatable => true;

    static ChatLogProbs IWireRecord<ChatLogProbs>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("content", Content);
        json.Member("refusal", Refusal);
    }
}
