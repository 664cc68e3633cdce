namespace ChatSdk;

public sealed partial record ImageReference : IWireRecord<ImageReference>
{
    private ImageReference(ref WireReader json)
        : this()
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "url": Url = json.String(); break;
                case "detail": Detail = json.String(); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
    }

    static ImageReference IWireRecord<ImageReference>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("url", Url);
        json.Member("detail", Detail);
    }
}
