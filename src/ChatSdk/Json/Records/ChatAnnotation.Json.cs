namespace ChatSdk;

public sealed partial record ChatAnnotation : IWireRecord<ChatAnnotation>
{
    private ChatAnnotation(ref WireReader json)
        : this()
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "type": Type = json.String(); break;
                case "url_citation": UrlCitation = json.Object<UrlCitation>(); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
    }

    static ChatAnnotation IWireRecord<ChatAnnotation>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("type", Type);
        json.Member("url_citation", UrlCitation);
    }
}
