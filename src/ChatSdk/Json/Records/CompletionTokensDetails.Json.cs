namespace ChatSdk;

public sealed partial record CompletionTokensDetails : IWireRecord<CompletionTokensDetails>
{
    private static readonly CompletionTokensDetails _nothing = new();

    private CompletionTokensDetails(ref WireReader json)
        : this(json.Earlier(_nothing))
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "reasoning_tokens": ReasoningTokens = json.Int64(); break;
                case "audio_tokens": AudioTokens = json.Int64(); break;
                case "accepted_prediction_tokens": AcceptedPredictionTokens = json.Int64(); break;
                case "rejected_prediction_tokens": RejectedPredictionTokens = json.Int64(); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
    }

    static bool IWireRecord<CompletionTokensDetails>.IsRepeatable => true;

    static CompletionTokensDetails IWireRecord<CompletionTokensDetails>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("reasoning_tokens", ReasoningTokens);
        json.Member("audio_tokens", AudioTokens);
        json.Member("accepted_prediction_tokens", AcceptedPredictionTokens);
        json.Member("rejected_prediction_tokens", RejectedPredictionTokens);
    }
}
