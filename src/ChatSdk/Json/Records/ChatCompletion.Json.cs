namespace ChatSdk;

public sealed partial record ChatCompletion : IWireRecord<ChatCompletion>
{
    private ChatCompletion(ref WireReader json)
        : this()
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "id": Id = json.NonEmpty(); break;
                case "object": Object = json.NonEmpty(); break;
                case "created": Created = json.Int64(); break;
                case "model": Model = json.NonEmpty(); break;
                case "choices": Choices = json.List<ChatChoice>(AnswerLimits.Choices, "choices")!; break;
                case "usage": Usage = UsagePlaces.Some(json.Object<ChatUsage>()); break;
                case "system_fingerprint": SystemFingerprint = json.NonEmpty(); break;
                case "service_tier": ServiceTier = json.OpenEnum<ServiceTier>(); break;
                case "provider": Provider = json.NonEmpty(); break;
                case "citations": Citations = json.Strings(); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
        Usage ??= UsagePlaces.Find(new LazyList<ChatChoice>(WireList<ChatChoice>.From(Choices)), choice => choice.Usage, Fields, ref json);
    }

    /// <summary>Sets the metadata of the response. This method must be called after the answer has been read and before it is returned to the caller.</summary>
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
