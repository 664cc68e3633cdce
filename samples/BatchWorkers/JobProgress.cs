/// <summary>The combined progress of all workers of a job, and the number of tokens that they have used.</summary>
internal sealed record JobProgress(long Done, long Failed, long PromptTokens, long CompletionTokens)
{
    public const string FailedField = "failed";
    public const string PromptTokensField = "prompt_tokens";
    public const string CompletionTokensField = "completion_tokens";

    public string Describe(BatchOptions options)
    {
        var cost = ((PromptTokens * options.InputPrice) + (CompletionTokens * options.OutputPrice)) / 1_000_000;
        return FormattableString.Invariant($"{Failed} failed, {PromptTokens + CompletionTokens:N0} tokens, cost {cost:0.00####}");
    }
}
