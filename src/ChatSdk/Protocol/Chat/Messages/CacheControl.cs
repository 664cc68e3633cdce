using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>
/// Marks the point up to which the server caches the prompt, for servers that cache only marked prompts. Example:
/// <c>ContentPart.FromText(book) with { CacheControl = CacheControl.Ephemeral }</c>.
/// </summary>
[JsonConverter(typeof(WireConverter<CacheControl>))]
public sealed partial record CacheControl() : WireRecord
{
    /// <summary>Gets a mark with the server's default lifetime, usually 5 minutes. For another lifetime, use <c>CacheControl.Ephemeral with { Ttl = "1h" }</c>.</summary>
    public static CacheControl Ephemeral { get; } = new() { Type = "ephemeral" };

    /// <summary>Gets the kind of cache, usually <c>ephemeral</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>Gets how long the prompt stays cached after its last use, such as <c>5m</c> or <c>1h</c>; <see langword="null"/> for the server's default.</summary>
    [JsonPropertyName("ttl")]
    public string? Ttl { get; init; }
}
