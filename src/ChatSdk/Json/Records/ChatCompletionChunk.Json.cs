namespace ChatSdk;

public sealed partial record ChatCompletionChunk : IWireRecord<ChatCompletionChunk>
{
    private ChatCompletionChunk(ref WireReader json)
        : this()
    {
        var shared = _shared = new Shared();
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "id": shared.Id = json.NonEmpty(); break;
                case "object": shared.Object = json.NonEmpty(); break;
                case "created": shared.Created = json.Int64(); break;
                case "model": shared.Model = json.NonEmpty(); break;
                case "choices": Choices = json.Noted(ChunkPiece.Choices).List<ChatChunkChoice>(AnswerLimits.Choices, "choices")!; break;
                case "usage": shared.Usage = UsagePlaces.Some(json.Object<ChatUsage>()); break;
                case "system_fingerprint": shared.SystemFingerprint = json.NonEmpty(); break;
                case "service_tier": shared.ServiceTier = json.OpenEnum<ServiceTier>(); break;
                case "provider": shared.Provider = json.NonEmpty(); break;
                case "citations": shared.Citations = json.Strings(); break;
                default: json.Noted(ChunkPiece.ChunkField).Keep(); break;
            }
        }

        ExtraFields = json.ExtraFields();
        shared.Usage ??= UsagePlaces.Find(Choices, choice => choice.Usage, ExtraFields);
    }

    internal int ChoiceCount => _choices.Count;

    internal ChatChunkChoice ChoiceAt(int place) => _choices[place];

    static ChatCompletionChunk IWireRecord<ChatCompletionChunk>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("id", Id);
        json.Member("object", Object);
        json.Member("created", Created);
        json.Member("model", Model);
        json.Member("choices", Choices);
        json.Member("usage", Usage);
        json.Member("system_fingerprint", SystemFingerprint);
        json.Member("service_tier", ServiceTier);
        json.Member("provider", Provider);
        json.Member("citations", Citations);
    }
}
