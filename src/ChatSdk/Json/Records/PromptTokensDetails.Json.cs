namespace ChatSdk;

public sealed partial record PromptTokensDetails : IWireRecord<PromptTokensDetails>
{
    private static readonly PromptTokensDetails _nothing = new();

    private PromptTokensDetails(ref WireReader json)
        : this(json.Earlier(_nothing))
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "cached_tokens": CachedTokens = json.Int64(); break;
                case "audio_tokens": AudioTokens = json.Int64(); break;
                case "text_tokens": TextTokens = json.Int64(); break;
                case "image_tokens": ImageTokens = json.Int64(); break;
                case "cache_write_tokens": CacheWriteTokens = json.Int64(); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
    }

    static bool IWireRecord<PromptTokensDetails>.IsRepeatable => true;

    static PromptTokensDetails IWireRecord<PromptTokensDetails>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("cached_tokens", CachedTokens);
        json.Member("audio_tokens", AudioTokens);
        json.Member("text_tokens", TextTokens);
        json.Member("image_tokens", ImageTokens);
        json.Member("cache_write_tokens", CacheWriteTokens);
    }
}
