using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>What a streamed answer brings along.</summary>
[JsonConverter(typeof(WireConverter<StreamOptions>))]
public sealed partial record StreamOptions() : WireRecord
{
    /// <summary>Gets whether a last chunk tells the usage.</summary>
    [JsonPropertyName("include_usage")]
    public bool? IncludeUsage { get; init; }

    /// <summary>Gets whether chunks are padded, so that their lengths tell nothing.</summary>
    [JsonPropertyName("include_obfuscation")]
    public bool? IncludeObfuscation { get; init; }
}
