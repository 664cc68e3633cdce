using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A page that an answer cites.</summary>
[JsonConverter(typeof(WireConverter<UrlCitation>))]
public sealed partial record UrlCitation() : WireRecord
{
    /// <summary>Gets the address.</summary>
    [JsonPropertyName("url")]
    public string? Url { get; init; }

    /// <summary>Gets the title.</summary>
    [JsonPropertyName("title")]
    public string? Title { get; init; }

    /// <summary>Gets where in the text the citation begins.</summary>
    [JsonPropertyName("start_index")]
    public int? StartIndex { get; init; }

    /// <summary>Gets where in the text it ends.</summary>
    [JsonPropertyName("end_index")]
    public int? EndIndex { get; init; }
}
