using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A source that an answer cites.</summary>
[JsonConverter(typeof(WireConverter<ChatAnnotation>))]
public sealed partial record ChatAnnotation() : WireRecord
{
    /// <summary>Gets the type of the annotation, such as <c>url_citation</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>Gets the page that is cited.</summary>
    [JsonPropertyName("url_citation")]
    public UrlCitation? UrlCitation { get; init; }
}
