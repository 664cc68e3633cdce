namespace ChatSdk;

public sealed partial record UrlCitation : IWireRecord<UrlCitation>
{
    private UrlCitation(ref WireReader json)
        : this()
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "url": Url = json.String(); break;
                case "title": Title = json.String(); break;
                case "start_index": StartIndex = json.Int32(); break;
                case "end_index": EndIndex = json.Int32(); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
    }

    static UrlCitation IWireRecord<UrlCitation>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("url", Url);
        json.Member("title", Title);
        json.Member("start_index", StartIndex);
        json.Member("end_index", EndIndex);
    }
}
