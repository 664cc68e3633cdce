using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>Options for a streamed answer.</summary>
[JsonConverter(typeof(WireConverter<StreamOptions>))]
public sealed partial record StreamOptions() : WireRecord
{
    /// <summary>Gets whether the last chunk reports the usage.</summary>
    [JsonPropertyName("include_usage")]
    public bool? IncludeUsage { get; init; }

    /// <summary>Gets whether the server pads the chunks, so that their lengths reveal nothing about the content.</summary>
    [JsonPropertyName("include_obfuscation")]
    public bool? IncludeObfuscation { get; init; }
}
