using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>An image, either as a web address or as a <c>data:</c> URL.</summary>
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
