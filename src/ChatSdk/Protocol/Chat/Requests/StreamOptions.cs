using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>Options for a streamed answer.</summary>
[JsonConverter(typeof(WireConverter<StreamOptions>))]
public sealed partial record StreamOptions() : WireRecord
{
    /// <summary>Gets whether the last chunk reports the usage.</summary>
    [JsonPropertyName("include_usage")]
    public bool? IncludeUsage { get; init; }

    /// <summary>Gets whether chunks are padded, so that their lengths reveal nothing.</summary>
    [JsonPropertyName("include_obfuscation")]
    public bool? IncludeObfuscation { get; init; }
}
