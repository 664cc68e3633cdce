namespace ChatSdk;

public sealed partial record TokenLogProb : IWireRecord<TokenLogProb>
{
    private TokenLogProb(ref WireReader json)
        : this()
    {
        var extra = default(ExtraFieldsBuilder);
        while (json.NextMember(ref extra))
        {
            switch (json.Member)
            {
                case "token": Token = json.String(ref extra); break;
                case "logprob": LogProb = json.Double(ref extra); break;
                case "bytes": Bytes = json.Bytes(ref extra); break;
                case "top_logprobs": TopLogProbs = json.List<TokenLogProb>(ref extra); break;
                default: json.Keep(ref extra); break;
            }
        }

        ExtraFields = extra.ToBag();
    }

    static TokenLogProb IWireRecord<TokenLogProb>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("token", Token);
        json.Member("logprob", LogProb);
        json.Member("bytes", Bytes);
        json.Member("top_logprobs", TopLogProbs);
    }
}
