namespace ChatSdk;

public sealed partial record ChatUsage : IWireRecord<ChatUsage>
{
    private ChatUsage(ref WireReader json)
        : this()
    {
        var extra = default(ExtraFieldsBuilder);
        while (json.NextMember(ref extra))
        {
            switch (json.Member)
            {
                case "prompt_tokens": PromptTokens = json.Int64(ref extra); break;
                case "completion_tokens": CompletionTokens = json.Int64(ref extra); break;
                case "total_tokens": TotalTokens = json.Int64(ref extra); break;
                case "prompt_tokens_details": PromptTokensDetails = json.Object<PromptTokensDetails>(ref extra); break;
                case "completion_tokens_details": CompletionTokensDetails = json.Object<CompletionTokensDetails>(ref extra); break;
                case "prompt_cache_hit_tokens": PromptCacheHitTokens = json.Int64(ref extra); break;
                case "cached_tokens": CachedTokensField = json.Int64(ref extra); break;
                case "num_cached_tokens": NumCachedTokens = json.Int64(ref extra); break;
                case "reasoning_tokens": ReasoningTokensField = json.Int64(ref extra); break;
                default: json.Keep(ref extra); break;
            }
        }

        ExtraFields = extra.ToBag();
    }

    static ChatUsage IWireRecord<ChatUsage>.Read(ref WireReader json) => new(ref json);

    private protected override void WriteMembers(WireWriter json)
    {
        json.Member("prompt_tokens", PromptTokens);
        json.Member("completion_tokens", CompletionTokens);
        json.Member("total_tokens", TotalTokens);
        json.Member("prompt_tokens_details", PromptTokensDetails);
        json.Member("completion_tokens_details", CompletionTokensDetails);
        json.Member("prompt_cache_hit_tokens", PromptCacheHitTokens);
        json.Member("cached_tokens", CachedTokensField);
        json.Member("num_cached_tokens", NumCachedTokens);
        json.Member("reasoning_tokens", ReasoningTokensField);
    }
}
