using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A file: one the server knows, or one that is sent along.</summary>
[JsonConverter(typeof(WireConverter<FileReference>))]
public sealed partial record FileReference() : WireRecord
{
    /// <summary>Gets the id of a file that the server knows.</summary>
    [JsonPropertyName("file_id")]
    public string? FileId { get; init; }

    /// <summary>Gets the file itself, as a <c>data:</c> address.</summary>
    [JsonPropertyName("file_data")]
    public string? FileData { get; init; }

    /// <summary>Gets its name.</summary>
    [JsonPropertyName("filename")]
    public string? Filename { get; init; }
}
