using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A web page that an answer cites.</summary>
[JsonConverter(typeof(WireConverter<UrlCitation>))]
public sealed partial record UrlCitation() : WireRecord
{
    /// <summary>Gets the URL of the page.</summary>
    [JsonPropertyName("url")]
    public string? Url { get; init; }

    /// <summary>Gets the title of the page.</summary>
    [JsonPropertyName("title")]
    public string? Title { get; init; }

    /// <summary>Gets the position in the text at which the citation begins, in characters.</summary>
    [JsonPropertyName("start_index")]
    public int? StartIndex { get; init; }

    /// <summary>Gets the position in the text at which the citation ends, in characters.</summary>
    [JsonPropertyName("end_index")]
    public int? EndIndex { get; init; }
}
