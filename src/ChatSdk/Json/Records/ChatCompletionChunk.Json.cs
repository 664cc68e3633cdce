namespace ChatSdk;

public sealed partial record ChatCompletionChunk : IWireRecord<ChatCompletionChunk>
{
    private static readonly ChatCompletionChunk _nothing = new();

    private ChatCompletionChunk(ref WireReader json)
        : this(json.Earlier(_nothing))
    {
        Shared? shared = null;
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "id": Own(ref shared).Id = json.NonEmpty(); break;
                case "object": Own(ref shared).Object = json.NonEmpty(); break;
                case "created": Own(ref shared).Created = json.Int64(); break;
                case "model": Own(ref shared).Model = json.NonEmpty(); break;
                case "choices": _choices = json.Items<ChatChunkChoice>(AnswerLimits.Choices, "choices").OrEmpty(); break;
                case "usage": Usage = UsagePlaces.Some(json.Object<ChatUsage>()); break;
                case "system_fingerprint": Own(ref shared).SystemFingerprint = json.NonEmpty(); break;
                case "service_tier": Own(ref shared).ServiceTier = json.OpenEnum<ServiceTier>(); break;
                case "provider": Own(ref shared).Provider = json.NonEmpty(); break;
                case "citations": Own(ref shared).Citations = json.Strings(); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
        if (!json.IsRepeat)
        {
            // Attach later sets the metadata of the response in the Shared object, so this chunk must have its own Shared object.
            Own(ref shared);
            Usage ??= UsagePlaces.Find(_choices, choice => choice.Usage, Fields, ref json);
        }
    }

    /// <summary>Gets an object that represents all members except the choices, the usage and the extra fields. If the objects of two chunks are equal, so are these members.</summary>
    internal object Common => _shared;

    static bool IWireRecord<ChatCompletionChunk>.IsRepeatable => true;

    internal int ChoiceCount => _choices.Count;

    internal ChatChunkChoice ChoiceAt(int place) => _choices[place];

    private Shared Own(ref Shared? shared) => shared ??= _shared = _shared with { };

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
