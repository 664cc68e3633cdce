namespace ChatSdk;

public sealed partial record ImageReference : IWireRecord<ImageReference>
{
    private ImageReference(ref WireReader json)
        : this()
    {
        var extra = default(ExtraFieldsBuilder);
        while (json.NextMember(ref extra))
        {
            switch (json.Member)
            {
                case "url": Url = json.String(ref extra); break;
                case "detail": Detail = json.String(ref extra); break;
                default: json.Keep(ref extra); break;
            }
        }

        ExtraFields = extra.ToBag();
    }

    static ImageReference IWireRecord<ImageReference>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("url", Url);
        json.Member("detail", Detail);
    }
}
