using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A tool that takes free text instead of JSON arguments.</summary>
[JsonConverter(typeof(WireConverter<CustomTool>))]
public sealed partial record CustomTool() : WireRecord
{
    private readonly ComparedElement _format;

    /// <summary>Gets the name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Gets what the tool does, in words for the model.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>Gets the form of the text, such as a grammar.</summary>
    [JsonPropertyName("format")]
    public JsonElement? Format { get => _format.Value; init => _format = new(value); }
}
