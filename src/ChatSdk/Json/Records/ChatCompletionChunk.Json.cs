namespace ChatSdk;

public sealed partial record ChatCompletionChunk : IWireRecord<ChatCompletionChunk>, IStreamChunk
{
    private ChatCompletionChunk(ref WireReader json)
        : this()
    {
        var extra = default(ExtraFieldsBuilder);
        while (json.NextMember(ref extra))
        {
            switch (json.Member)
            {
                case "id": Id = json.NonEmpty(ref extra); break;
                case "object": Object = json.NonEmpty(ref extra); break;
                case "created": Created = json.Int64(ref extra); break;
                case "model": Model = json.NonEmpty(ref extra); break;
                case "choices": Choices = json.List<ChatChunkChoice>(ref extra)!; break;
                case "usage": Usage = UsagePlaces.Some(json.Object<ChatUsage>(ref extra)); break;
                case "system_fingerprint": SystemFingerprint = json.NonEmpty(ref extra); break;
                case "service_tier": ServiceTier = json.OpenEnum<ServiceTier>(ref extra); break;
                case "provider": Provider = json.NonEmpty(ref extra); break;
                case "citations": Citations = json.Strings(ref extra); break;
                default: json.Keep(ref extra); break;
            }
        }

        Usage ??= UsagePlaces.Find(Choices, choice => choice.Usage, extra);
        ExtraFields = extra.ToBag();
    }

    void IStreamChunk.Attach(ChatResponseInfo response) => _response = new(response);

    int IStreamChunk.ChoiceCount => Choices.Count;

    bool IStreamChunk.HasContent => Usage is not null || Citations is not null || Object?.StartsWith("chat.completion", StringComparison.Ordinal) == true;

    bool IStreamChunk.SaysSomething => Choices.Any(choice => choice.Delta is { } delta
        && (delta.Text.Length > 0 || delta.Reasoning.Length > 0 || delta.Refusal is not null || delta.ToolCalls is not null || delta.FunctionCall is not null || delta.Audio is not null));

    bool IStreamChunk.MayHoldError => ErrorFinder.MayHold(this, Choices);

    bool IStreamChunk.IsWholeAnswer => Object == "chat.completion";

    (int Index, bool IsFinished) IStreamChunk.ChoiceAt(int place) => (Choices[place].Index ?? place, Choices[place].FinishReason is not null);

    ChatCompletionChunk IStreamChunk.ToChatChunk() => this;

    static ChatCompletionChunk IWireRecord<ChatCompletionChunk>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("id"u8, Id);
        json.Member("object"u8, Object);
        json.Member("created"u8, Created);
        json.Member("model"u8, Model);
        json.Member("choices"u8, Choices);
        json.Member("usage"u8, Usage);
        json.Member("system_fingerprint"u8, SystemFingerprint);
        json.Member("service_tier"u8, ServiceTier);
        json.Member("provider"u8, Provider);
        json.Member("citations"u8, Citations);
    }
}
