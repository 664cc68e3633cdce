using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>Settings for the model, for servers that expect them in <c>model_params</c>.</summary>
[JsonConverter(typeof(WireConverter<ModelParams>))]
public sealed partial record ModelParams() : WireRecord
{
    /// <summary>Gets the sampling temperature. Higher values make the answer more random.</summary>
    [JsonPropertyName("temperature")]
    public double? Temperature { get; init; }

    /// <summary>Gets the probability mass from which tokens are sampled.</summary>
    [JsonPropertyName("top_p")]
    public double? TopP { get; init; }
}
