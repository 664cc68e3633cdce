namespace ChatSdk;

public sealed partial record ChatCompletion : IWireRecord<ChatCompletion>
{
    private ChatCompletion(ref WireReader json)
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
                case "choices": Choices = json.List<ChatChoice>(ref extra)!; break;
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

    /// <summary>Tells what brought this answer, right after it was read and before anybody sees it.</summary>
    internal void Attach(ChatResponseInfo response) => _response = new(response);

    static ChatCompletion IWireRecord<ChatCompletion>.Read(ref WireReader json) => new(ref json);

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
