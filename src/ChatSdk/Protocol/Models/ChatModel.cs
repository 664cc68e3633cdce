using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A model that a server offers.</summary>
[JsonConverter(typeof(WireConverter<ChatModel>))]
public sealed partial record ChatModel() : WireRecord
{
    /// <summary>Gets the name with which a request selects the model.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>Gets the type of the object: <c>model</c>.</summary>
    [JsonPropertyName("object")]
    public string? Object { get; init; }

    /// <summary>Gets the time at which the model was created, in seconds since 1970 (UTC).</summary>
    [JsonPropertyName("created")]
    public long? Created { get; init; }

    /// <summary>Gets the time at which the model was created; <see langword="null"/> if the server did not send a valid time.</summary>
    [JsonIgnore]
    public DateTimeOffset? CreatedAt => UnixTime.Of(Created);

    /// <summary>Gets the name of the organization that owns the model.</summary>
    [JsonPropertyName("owned_by")]
    public string? OwnedBy { get; init; }
}
