using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>
/// A mark that the server caches the prompt up to this point, for servers that require such marks:
/// <c>ContentPart.FromText(book) with { CacheControl = CacheControl.Ephemeral }</c>.
/// </summary>
[JsonConverter(typeof(WireConverter<CacheControl>))]
public sealed partial record CacheControl() : WireRecord
{
    /// <summary>Gets a mark for the server's default time, usually 5 minutes. For another time: <c>CacheControl.Ephemeral with { Ttl = "1h" }</c>.</summary>
    public static CacheControl Ephemeral { get; } = new() { Type = "ephemeral" };

    /// <summary>Gets the kind of cache; servers accept <c>ephemeral</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>Gets how long the prompt is cached after its last use, such as <c>5m</c> or <c>1h</c>; the server's default if <see langword="null"/>.</summary>
    [JsonPropertyName("ttl")]
    public string? Ttl { get; init; }
}
