using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A tool that takes free text instead of JSON arguments.</summary>
[JsonConverter(typeof(WireConverter<CustomTool>))]
public sealed partial record CustomTool() : WireRecord
{
    private ExcludedFromEquality<Delegate> _handler;
    private readonly ExcludedFromEquality<TimeSpan?> _timeout;
    private readonly ComparableJson _format;

    /// <summary>Gets the name of the tool.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Gets the description of the tool, for the model.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>Gets the format of the text, such as a grammar.</summary>
    [JsonPropertyName("format")]
    public JsonElement? Format { get => _format.Value; init => _format = new(value); }

    /// <summary>
    /// Gets the handler that <c>RunToolsAsync</c> calls, which returns the result for the model. It is not sent, and equality
    /// ignores it. It is <see langword="null"/> by default, and also if the handler that was set returns content instead of a string. Several threads may call it concurrently.
    /// </summary>
    [JsonIgnore]
    public Func<ChatToolCall, CancellationToken, ValueTask<string>>? Handler { get => _handler.Value as Func<ChatToolCall, CancellationToken, ValueTask<string>>; init => _handler = new(value); }

    /// <summary>Gets the handler in a form that returns content, even if it was set as a handler that returns a string; <see langword="null"/> if there is none.</summary>
    internal Func<ChatToolCall, CancellationToken, ValueTask<ChatContent>>? ContentHandler { get => ToolHandler.ReturningContent(_handler.Value); init => _handler = new(value); }

    /// <summary>Gets the time limit for a call to the tool; <see langword="null"/> if the options of the tool run determine it.</summary>
    internal TimeSpan? Timeout { get => _timeout.Value; init => _timeout = new(value); }
}
