using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A tool that the model may call.</summary>
[JsonConverter(typeof(WireConverter<ChatTool>))]
public sealed partial record ChatTool() : WireRecord
{
    /// <summary>Gets the type: <c>function</c>, <c>custom</c>, or a type that only some servers know.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>Gets the function, for the type <c>function</c>.</summary>
    [JsonPropertyName("function")]
    public ChatFunction? Function { get; init; }

    /// <summary>Gets the free-text tool, for the type <c>custom</c>.</summary>
    [JsonPropertyName("custom")]
    public CustomTool? Custom { get; init; }

    /// <summary>Gets the mark that makes the server cache the tools up to this one, for servers that cache only marked prompts.</summary>
    [JsonPropertyName("cache_control")]
    public CacheControl? CacheControl { get; init; }

    /// <summary>Gets the name by which the model calls the tool; <see langword="null"/> for types other than <c>function</c> and <c>custom</c>.</summary>
    [JsonIgnore]
    public string? Name => Function?.Name ?? Custom?.Name;

    /// <summary>Creates a function tool.</summary>
    /// <param name="name">The function's name: 1 to 64 ASCII letters, digits, <c>_</c> and <c>-</c>.</param>
    /// <param name="description">The description, which tells the model when and how to use the tool; <see langword="null"/> is not sent.</param>
    /// <param name="parameters">The JSON schema of the arguments, as a string, node or element; <see langword="null"/> for a function without arguments.</param>
    /// <param name="strict">Whether the arguments must match the schema exactly; <see langword="null"/> is not sent.</param>
    /// <returns>The tool.</returns>
    /// <exception cref="ArgumentException">The name is invalid, or the schema is not valid JSON.</exception>
    public static ChatTool CreateFunction(string name, string? description = null, ChatJson? parameters = null, bool? strict = null) => new()
    {
        Type = "function",
        Function = new() { Name = SchemaName.Check(name, nameof(name)), Description = description, Parameters = parameters?.Read(nameof(parameters)), Strict = strict },
    };

    /// <summary>Creates a tool that takes free text instead of JSON arguments.</summary>
    /// <param name="name">The tool's name: 1 to 64 ASCII letters, digits, <c>_</c> and <c>-</c>.</param>
    /// <param name="description">The description, which tells the model when and how to use the tool; <see langword="null"/> is not sent.</param>
    /// <param name="format">The format of the text, such as a grammar, as JSON; <see langword="null"/> for any text.</param>
    /// <returns>The tool.</returns>
    /// <exception cref="ArgumentException">The name is invalid, or the format is not valid JSON.</exception>
    public static ChatTool CreateCustom(string name, string? description = null, ChatJson? format = null) => new()
    {
        Type = "custom",
        Custom = new() { Name = SchemaName.Check(name, nameof(name)), Description = description, Format = format?.Read(nameof(format)) },
    };
}
