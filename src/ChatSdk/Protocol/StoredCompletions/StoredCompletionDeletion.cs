using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>The server's confirmation that a stored completion was deleted.</summary>
[JsonConverter(typeof(WireConverter<StoredCompletionDeletion>))]
public sealed partial record StoredCompletionDeletion() : WireRecord
{
    /// <summary>Gets the id of the completion.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>Gets the type of the object: <c>chat.completion.deleted</c>.</summary>
    [JsonPropertyName("object")]
    public string? Object { get; init; }

    /// <summary>Gets whether the completion was deleted.</summary>
    [JsonPropertyName("deleted")]
    public bool? Deleted { get; init; }
}
