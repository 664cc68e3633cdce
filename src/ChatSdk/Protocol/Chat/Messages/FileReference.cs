using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A file that was uploaded to the server, or whose data is in the message.</summary>
[JsonConverter(typeof(WireConverter<FileReference>))]
public sealed partial record FileReference() : WireRecord
{
    /// <summary>Gets the id of a file that was uploaded to the server.</summary>
    [JsonPropertyName("file_id")]
    public string? FileId { get; init; }

    /// <summary>Gets the data of the file, as a <c>data:</c> URL.</summary>
    [JsonPropertyName("file_data")]
    public string? FileData { get; init; }

    /// <summary>Gets the name of the file.</summary>
    [JsonPropertyName("filename")]
    public string? Filename { get; init; }
}
