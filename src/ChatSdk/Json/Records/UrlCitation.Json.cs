namespace ChatSdk;

public sealed partial record UrlCitation : IWireRecord<UrlCitation>
{
    private UrlCitation(ref WireReader json)
        : this()
    {
        var extra = default(ExtraFieldsBuilder);
        while (json.NextMember(ref extra))
        {
            switch (json.Member)
            {
                case "url": Url = json.String(ref extra); break;
                case "title": Title = json.String(ref extra); break;
                case "start_index": StartIndex = json.Int32(ref extra); break;
                case "end_index": EndIndex = json.Int32(ref extra); break;
                default: json.Keep(ref extra); break;
            }
        }

        ExtraFields = extra.ToBag();
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
