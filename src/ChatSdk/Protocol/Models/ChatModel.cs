using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A model that a server offers.</summary>
[JsonConverter(typeof(WireConverter<ChatModel>))]
public sealed partial record ChatModel() : WireRecord
{
    /// <summary>Gets the name to ask it by.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>Gets the kind of object; <c>model</c>.</summary>
    [JsonPropertyName("object")]
    public string? Object { get; init; }

    /// <summary>Gets when it was made, in seconds since 1970.</summary>
    [JsonPropertyName("created")]
    public long? Created { get; init; }

    /// <summary>Gets when the model was created, as a time; <see langword="null"/> if the server did not say.</summary>
    [JsonIgnore]
    public DateTimeOffset? CreatedAt => UnixTime.Of(Created);

    /// <summary>Gets who made it.</summary>
    [JsonPropertyName("owned_by")]
    public string? OwnedBy { get; init; }
}
