using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A function that the model may call.</summary>
[JsonConverter(typeof(WireConverter<ChatFunction>))]
public sealed partial record ChatFunction() : WireRecord
{
    private ExcludedFromEquality<Func<ChatToolCall, CancellationToken, ValueTask<string>>> _handler;
    private readonly ComparableJson _parameters;

    /// <summary>Gets the name of the function.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Gets the description of the function, for the model.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>Gets the JSON schema of the arguments.</summary>
    [JsonPropertyName("parameters")]
    public JsonElement? Parameters { get => _parameters.Value; init => _parameters = new(value); }

    /// <summary>Gets whether the arguments must match the schema exactly.</summary>
    [JsonPropertyName("strict")]
    public bool? Strict { get; init; }

    /// <summary>
    /// Gets the handler that <c>RunToolsAsync</c> calls, which returns the result for the model. It is not sent, is ignored by
    /// equality, and is <see langword="null"/> by default. Several threads may call it concurrently.
    /// </summary>
    [JsonIgnore]
    public Func<ChatToolCall, CancellationToken, ValueTask<string>>? Handler { get => _handler.Value; init => _handler = new(value); }
}
