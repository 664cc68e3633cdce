using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ChatSdk.Extensions.AI;

/// <summary>Maps the usage to <see cref="UsageDetails"/>. Counts for which that type has no stable property become additional counts, which are named after their path in the JSON.</summary>
internal static class UsageMapper
{
    public static UsageDetails Map(ChatUsage usage)
    {
        AdditionalPropertiesDictionary<long> counts = [];
        foreach (var (name, value) in Counts(usage))
        {
            // A server may report a count twice: as a nested field, and as a top-level field that is named after the path of the nested one.
            // The indexer does not throw for such a duplicate.
            if (value is { } count)
            {
                counts[name] = count;
            }
        }

        return new()
        {
            InputTokenCount = usage.PromptTokens,
            OutputTokenCount = usage.CompletionTokens,
            TotalTokenCount = usage.TotalTokens,
            CachedInputTokenCount = usage.CachedTokens,
            ReasoningTokenCount = usage.ReasoningTokens,
            AdditionalCounts = counts.Count == 0 ? null : counts,
        };
    }

    private static IEnumerable<(string Name, long? Value)> Counts(ChatUsage usage)
    {
        var prompt = usage.PromptTokensDetails;
        var completion = usage.CompletionTokensDetails;
        return
        [
            // UsageDetails has only experimental properties for these counts, or none.
            ("prompt_tokens_details.audio_tokens", prompt?.AudioTokens),
            ("prompt_tokens_details.text_tokens", prompt?.TextTokens),
            ("prompt_tokens_details.image_tokens", prompt?.ImageTokens),
            ("prompt_tokens_details.cache_write_tokens", usage.CacheWriteTokens),
            .. Extra("prompt_tokens_details.", prompt),
            ("completion_tokens_details.audio_tokens", completion?.AudioTokens),
            ("completion_tokens_details.accepted_prediction_tokens", completion?.AcceptedPredictionTokens),
            ("completion_tokens_details.rejected_prediction_tokens", completion?.RejectedPredictionTokens),
            .. Extra("completion_tokens_details.", completion),
            .. Extra("", usage),
        ];
    }

    private static IEnumerable<(string Name, long? Value)> Extra(string path, WireRecord? record) => record is null
        ? []
        : record.ExtraFields.Select(field => (path + field.Key, field.Value.ValueKind == JsonValueKind.Number && field.Value.TryGetInt64(out var count) ? count : (long?)null));
}
