namespace ChatSdk;

public sealed partial record TokenLogProb : IWireRecord<TokenLogProb>
{
    private static readonly TokenLogProb _nothing = new();

    private TokenLogProb(ref WireReader json)
        : this(json.Earlier(_nothing))
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "token": Token = json.String(); break;
                case "logprob": LogProb = json.Double(); break;
                case "bytes": Bytes = json.Bytes(); break;
                case "top_logprobs": TopLogProbs = json.List<TokenLogProb>(); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
    }

    static bool IWireRecord<TokenLogProb>.IsRepeatable => true;

    static TokenLogProb IWireRecord<TokenLogProb>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("token", Token);
        json.Member("logprob", LogProb);
        json.Member("bytes", Bytes);
        json.Member("top_logprobs", TopLogProbs);
    }
}
