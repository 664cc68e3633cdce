using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>The settings of a model, for servers that want them under <c>model_params</c>.</summary>
[JsonConverter(typeof(WireConverter<ModelParams>))]
public sealed partial record ModelParams() : WireRecord
{
    /// <summary>Gets how random the answer is.</summary>
    [JsonPropertyName("temperature")]
    public double? Temperature { get; init; }

    /// <summary>Gets the share of probability that tokens are chosen from.</summary>
    [JsonPropertyName("top_p")]
    public double? TopP { get; init; }
}
