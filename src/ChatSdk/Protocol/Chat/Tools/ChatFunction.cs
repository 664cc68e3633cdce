using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A function that the model may call.</summary>
[JsonConverter(typeof(WireConverter<ChatFunction>))]
public sealed partial record ChatFunction() : WireRecord
{
    private ExcludedFromEquality<Func<ChatToolCall, CancellationToken, ValueTask<string>>> _handler;
    private readonly ComparableJson _parameters;

    /// <summary>Gets the name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Gets the description of the function, for the model.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>Gets the JSON schema of the arguments.</summary>
    [JsonPropertyName("parameters")]
    public JsonElement? Parameters { get => _parameters.Value; init => _parameters = new(value); }

    /// <summary>Gets whether the arguments must fit the schema.</summary>
    [JsonPropertyName("strict")]
    public bool? Strict { get; init; }

    /// <summary>
    /// Gets the handler that <c>RunToolsAsync</c> calls, which returns the result for the model. It is not sent, and does not count
    /// for equality; <see langword="null"/> by default. It may be called by several threads at once.
    /// </summary>
    [JsonIgnore]
    public Func<ChatToolCall, CancellationToken, ValueTask<string>>? Handler { get => _handler.Value; init => _handler = new(value); }
}
