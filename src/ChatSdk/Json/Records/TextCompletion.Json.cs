namespace ChatSdk;

public sealed partial record TextCompletion : IWireRecord<TextCompletion>
{
    private static readonly TextCompletion _nothing = new();

    private TextCompletion(ref WireReader json)
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
                case "choices": _choices = json.Items<TextChoice>(AnswerLimits.Choices, "choices").OrEmpty(); break;
                case "usage": Usage = UsagePlaces.Some(json.Object<ChatUsage>()); break;
                case "system_fingerprint": Own(ref shared).SystemFingerprint = json.NonEmpty(); break;
                case "provider": Own(ref shared).Provider = json.NonEmpty(); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
        if (!json.IsRepeat)
        {
            // Attach later sets the metadata of the response in the Shared object, so this record must have its own Shared object.
            Own(ref shared);
            Usage ??= UsagePlaces.Find(_choices, choice => choice.Usage, Fields, ref json);
        }
    }

    /// <summary>Gets an object that represents all members except the choices, the usage and the extra fields. If the objects of two chunks are equal, so are these members.</summary>
    internal object Common => _shared;

    internal int ChoiceCount => _choices.Count;

    static bool IWireRecord<TextCompletion>.IsRepeatable => true;

    internal TextChoice ChoiceAt(int place) => _choices[place];

    /// <summary>Sets the metadata of the response. This method must be called after the answer has been read and before it is returned to the caller.</summary>
    internal void Attach(ChatResponseInfo response) => _shared.Response = new(response);

    private Shared Own(ref Shared? shared) => shared ??= _shared = _shared with { };

    static TextCompletion IWireRecord<TextCompletion>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("id", Id);
        json.Member("object", Object);
        json.Member("created", Created);
        json.Member("model", Model);
        json.Member("choices", Choices);
        json.Member("usage", Usage);
        json.Member("system_fingerprint", SystemFingerprint);
        json.Member("provider", Provider);
    }
}
