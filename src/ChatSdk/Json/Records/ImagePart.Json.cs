using System.Text.Json;

namespace ChatSdk;

public sealed partial record ImagePart : IWireRecord<ImagePart>
{
    private ImagePart(ref WireReader json)
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "type": Type = json.String(); break;
                case "image_url": ImageUrl = json.Kind == JsonTokenType.String ? new() { Url = json.String() } : json.Object<ImageReference>(); break;
                case "cache_control": CacheControl = json.Object<CacheControl>(); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
    }

    static ImagePart IWireRecord<ImagePart>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("type", Type);
        json.Member("image_url", ImageUrl);
        json.Member("cache_control", CacheControl);
    }
}
