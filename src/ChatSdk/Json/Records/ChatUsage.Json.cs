namespace ChatSdk;

public sealed partial record ChatUsage : IWireRecord<ChatUsage>
{
    private static readonly ChatUsage _nothing = new();

    private ChatUsage(ref WireReader json)
        : this(json.Earlier(_nothing))
    {
        while (json.NextMember())
        {
            switch (json.Member)
            {
                case "prompt_tokens": PromptTokens = json.Int64(); break;
                case "completion_tokens": CompletionTokens = json.Int64(); break;
                case "total_tokens": TotalTokens = json.Int64(); break;
                case "prompt_tokens_details": PromptTokensDetails = json.Object<PromptTokensDetails>(); break;
                case "completion_tokens_details": CompletionTokensDetails = json.Object<CompletionTokensDetails>(); break;
                case "prompt_cache_hit_tokens": PromptCacheHitTokens = json.Int64(); break;
                case "cached_tokens": CachedTokensAtTop = json.Int64(); break;
                case "num_cached_tokens": NumCachedTokens = json.Int64(); break;
                case "cache_read_input_tokens": CacheReadInputTokens = json.Int64(); break;
                case "cache_creation_input_tokens": CacheCreationInputTokens = json.Int64(); break;
                case "reasoning_tokens": ReasoningTokensAtTop = json.Int64(); break;
                default: json.Keep(); break;
            }
        }

        Fields = json.ExtraFields(Fields);
    }

    static bool IWireRecord<ChatUsage>.IsRepeatable => true;

    static ChatUsage IWireRecord<ChatUsage>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("prompt_tokens", PromptTokens);
        json.Member("completion_tokens", CompletionTokens);
        json.Member("total_tokens", TotalTokens);
        json.Member("prompt_tokens_details", PromptTokensDetails);
        json.Member("completion_tokens_details", CompletionTokensDetails);
        json.Member("prompt_cache_hit_tokens", PromptCacheHitTokens);
        json.Member("cached_tokens", CachedTokensAtTop);
        json.Member("num_cached_tokens", NumCachedTokens);
        json.Member("cache_read_input_tokens", CacheReadInputTokens);
        json.Member("cache_creation_input_tokens", CacheCreationInputTokens);
        json.Member("reasoning_tokens", ReasoningTokensAtTop);
    }
}
