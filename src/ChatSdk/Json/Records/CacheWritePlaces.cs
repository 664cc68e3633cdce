using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// Finds the number of tokens that were written to the server's cache. It is in an extra field, whose value is a count or an object
/// with a count for each lifetime of a cache entry. Most of these fields have no property, because each property would make every usage record
/// larger, and some servers send usage in every chunk.
/// </summary>
internal static class CacheWritePlaces
{
    private static readonly string[] _names = ["cache_write_tokens", "cache_creation_tokens", "cache_creation_input_tokens", "cache_write_input_tokens"];
    private static readonly string[] _byLifetime = ["cache_creation", "cache_creation_token_details"];

    /// <summary>Finds the count in the extra fields of a usage record or of its details; returns <see langword="null"/> if there is none.</summary>
    public static long? Find(IReadOnlyDictionary<string, JsonElement>? fields) => fields is null or { Count: 0 }
        ? null
        : _names.Select(name => Count(fields.GetValueOrDefault(name))).FirstOrDefault(count => count is not null)
            ?? _byLifetime.Select(name => Sum(fields.GetValueOrDefault(name))).FirstOrDefault(count => count is not null);

    private static long? Sum(JsonElement counts) => counts.ValueKind == JsonValueKind.Object && counts.EnumerateObject().Any()
        ? counts.EnumerateObject().Sum(count => Count(count.Value))
        : null;

    private static long? Count(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? (long)number : null;
}
