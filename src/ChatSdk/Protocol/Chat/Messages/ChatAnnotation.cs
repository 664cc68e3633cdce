using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A source of an answer.</summary>
[JsonConverter(typeof(WireConverter<ChatAnnotation>))]
public sealed partial record ChatAnnotation() : WireRecord
{
    /// <summary>Gets the kind, such as <c>url_citation</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>Gets the page that is cited.</summary>
    [JsonPropertyName("url_citation")]
    public UrlCitation? UrlCitation { get; init; }
}
