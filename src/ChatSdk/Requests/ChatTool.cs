using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>A tool that the model may call.</summary>
[JsonConverter(typeof(WireConverter<ChatTool>))]
public sealed partial record ChatTool() : WireRecord
{
    /// <summary>Gets the kind: <c>function</c>, <c>custom</c>, or one of the server's own.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>Gets the function, for the kind <c>function</c>.</summary>
    [JsonPropertyName("function")]
    public ChatFunction? FunctionDefinition { get; init; }

    /// <summary>Gets the free-text tool, for the kind <c>custom</c>.</summary>
    [JsonPropertyName("custom")]
    public CustomTool? CustomDefinition { get; init; }

    /// <summary>Gives a tool that is a function.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="description">What it does, in words for the model; <see langword="null"/> is not sent.</param>
    /// <param name="parameters">The JSON schema of its arguments; <see langword="null"/> for a function without any.</param>
    /// <param name="strict">Whether the arguments must fit the schema; <see langword="null"/> is not sent.</param>
    /// <returns>The tool.</returns>
    public static ChatTool Function(string name, string? description = null, JsonElement? parameters = null, bool? strict = null) =>
        new() { Type = "function", FunctionDefinition = new() { Name = name, Description = description, Parameters = parameters, Strict = strict } };
}
