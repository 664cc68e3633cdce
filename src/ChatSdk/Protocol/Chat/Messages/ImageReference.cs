using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A reference to an image: a web address, or a <c>data:</c> URL that contains the image.</summary>
[JsonConverter(typeof(WireConverter<ImageReference>))]
public sealed partial record ImageReference() : WireRecord
{
    /// <summary>Gets the URL of the image.</summary>
    [JsonPropertyName("url")]
    public string? Url { get; init; }

    /// <summary>Gets the level of detail at which the model processes the image: <c>low</c>, <c>high</c> or <c>auto</c>.</summary>
    [JsonPropertyName("detail")]
    public string? Detail { get; init; }
}
