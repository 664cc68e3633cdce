namespace ChatSdk;

public sealed partial record ChatAnnotation : IWireRecord<ChatAnnotation>
{
    private ChatAnnotation(ref WireReader json)
        : this()
    {
        var extra = default(ExtraFieldsBuilder);
        while (json.NextMember(ref extra))
        {
            switch (json.Member)
            {
                case "type": Type = json.String(ref extra); break;
                case "url_citation": UrlCitation = json.Object<UrlCitation>(ref extra); break;
                default: json.Keep(ref extra); break;
            }
        }

        ExtraFields = extra.ToBag();
    }

    static ChatAnnotation IWireRecord<ChatAnnotation>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("type", Type);
        json.Member("url_citation", UrlCitation);
    }
}
