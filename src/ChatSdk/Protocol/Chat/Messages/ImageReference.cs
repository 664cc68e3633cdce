using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>An image: an address, or the image itself as a <c>data:</c> address.</summary>
[JsonConverter(typeof(WireConverter<ImageReference>))]
public sealed partial record ImageReference() : WireRecord
{
    /// <summary>Gets the address.</summary>
    [JsonPropertyName("url")]
    public string? Url { get; init; }

    /// <summary>Gets how closely the model looks: <c>low</c>, <c>high</c> or <c>auto</c>.</summary>
    [JsonPropertyName("detail")]
    public string? Detail { get; init; }
}
