using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>The changes to a stored completion: the body of <c>POST chat/completions/{id}</c>.</summary>
[JsonConverter(typeof(WireConverter<StoredCompletionUpdate>))]
internal sealed partial record StoredCompletionUpdate() : WireRecord
{
    /// <summary>Gets the metadata, which replaces the existing metadata of the completion.</summary>
    [JsonPropertyName("metadata")]
    public ChatMap<string>? Metadata { get; init; }
}
