namespace ChatSdk;

public sealed partial record EmbeddingRequest : IWireRecord<EmbeddingRequest>
{
    private EmbeddingRequest(ref WireReader json)
        : this()
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "model": Model = json.NonEmpty(); break;
                case "input": Input = json.Union<TextPrompt>(); break;
                case "dimensions": Dimensions = json.Int32(); break;
                case "encoding_format": EncodingFormat = json.NonEmpty(); break;
                case "user": User = json.NonEmpty(); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
    }

    static EmbeddingRequest IWireRecord<EmbeddingRequest>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("model", Model);
        json.Member("input", Input);
        json.Member("dimensions", Dimensions);
        json.Member("encoding_format", EncodingFormat);
        json.Member("user", User);
    }
}
