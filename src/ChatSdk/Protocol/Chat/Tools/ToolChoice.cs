using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>Specifies which tools the model may or must call.</summary>
/// <remarks>
/// It is immutable, safe to share between threads, and compared by value.
/// See <see href="https://platform.openai.com/docs/api-reference/chat/create">the protocol's description of <c>tool_choice</c></see>.
/// </remarks>
[JsonConverter(typeof(UnionConverter<ToolChoice>))]
public sealed class ToolChoice : IEquatable<ToolChoice>, IWireUnion<ToolChoice>
{
    private ToolChoice(JsonElement json) => Json = json;

    /// <summary>Gets the choice with which the model must not call a tool.</summary>
    public static ToolChoice None { get; } = FromString("none");

    /// <summary>Gets the choice with which the model decides whether to call tools.</summary>
    public static ToolChoice Auto { get; } = FromString("auto");

    /// <summary>Gets the choice with which the model must call at least one tool.</summary>
    public static ToolChoice Required { get; } = FromString("required");

    /// <summary>Gets the choice as JSON.</summary>
    public JsonElement Json { get; }

    /// <summary>Converts a mode such as <c>auto</c>. To force a function by its name, use <see cref="Function"/>.</summary>
    /// <param name="choice">The mode.</param>
    /// <returns>The choice; <see langword="null"/> if the argument is <see langword="null"/>.</returns>
    [return: NotNullIfNotNull(nameof(choice))]
    public static implicit operator ToolChoice?(string? choice) => choice is null ? null : From(JsonValue.Create(choice));

    /// <summary>Creates a choice from a mode, including modes that only some servers accept, such as <c>any</c>.</summary>
    /// <param name="choice">The mode.</param>
    /// <returns>The choice.</returns>
    /// <exception cref="ArgumentException">The mode is <see langword="null"/> or empty.</exception>
    public static ToolChoice FromString(string choice)
    {
        ArgumentException.ThrowIfNullOrEmpty(choice);
        return From(JsonValue.Create(choice));
    }

    /// <summary>Creates a choice with which the model must call the specified function.</summary>
    /// <param name="name">The function's name.</param>
    /// <returns>The choice.</returns>
    /// <exception cref="ArgumentException">The name is <see langword="null"/> or empty.</exception>
    public static ToolChoice Function(string name) =>
        From(new JsonObject { ["type"] = "function", ["function"] = Named(name) });

    /// <summary>Creates a choice with which the model must call the specified free-text tool.</summary>
    /// <param name="name">The tool's name.</param>
    /// <returns>The choice.</returns>
    /// <exception cref="ArgumentException">The name is <see langword="null"/> or empty.</exception>
    public static ToolChoice Custom(string name) =>
        From(new JsonObject { ["type"] = "custom", ["custom"] = Named(name) });

    /// <summary>Creates a choice with which the model may call only some of the request's tools.</summary>
    /// <param name="tools">The tools that are allowed.</param>
    /// <param name="required">Whether the model must call one of them.</param>
    /// <returns>The choice.</returns>
    public static ToolChoice AllowedTools(IEnumerable<ChatTool> tools, bool required = false)
    {
        ArgumentNullException.ThrowIfNull(tools);
        var allowed = new JsonArray([.. tools.Select(tool => JsonNode.Parse(WireBytes.Of(SentTypes.Of(tool))))]);
        return From(new JsonObject
        {
            ["type"] = "allowed_tools",
            ["allowed_tools"] = new JsonObject { ["mode"] = required ? "required" : "auto", ["tools"] = allowed },
        });
    }

    /// <summary>Creates a choice with which the model must call the specified function, for <c>function_call</c> in the legacy form of the protocol.</summary>
    /// <param name="name">The function's name.</param>
    /// <returns>The choice.</returns>
    /// <exception cref="ArgumentException">The name is <see langword="null"/> or empty.</exception>
    public static ToolChoice LegacyFunction(string name) => From(Named(name));

    /// <summary>Creates a choice from JSON, for forms that only some servers accept.</summary>
    /// <param name="json">The JSON to send, as a string, node or element.</param>
    /// <returns>The choice.</returns>
    /// <exception cref="ArgumentException"><paramref name="json"/> is <see langword="null"/> or not valid JSON.</exception>
    public static ToolChoice FromJson(ChatJson json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return new(json.Read(nameof(json)));
    }

    /// <inheritdoc/>
    public bool Equals(ToolChoice? other) => other is not null && JsonElement.DeepEquals(Json, other.Json);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ToolChoice);

    /// <inheritdoc/>
    public override int GetHashCode() => Json.ValueKind.GetHashCode();

    /// <summary>Returns the choice without a forced tool call, for all rounds of a tool run except the first one; <see langword="null"/> if the choice only forces a call.</summary>
    internal ToolChoice? WithoutForce()
    {
        if (Json.ValueKind == JsonValueKind.String)
        {
            return Equals(None) || Equals(Auto) ? this : null;
        }

        if (JsonObject.Create(Json) is not { } choice || choice["allowed_tools"] is not JsonObject allowed)
        {
            return null;
        }

        allowed["mode"] = "auto";
        return From(choice);
    }

    void IWireUnion.WriteTo(Utf8JsonWriter writer) => Json.WriteTo(writer);

    static ToolChoice? IWireUnion<ToolChoice>.Read(JsonElement json) => FromJson(json);

    private static JsonObject Named(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new JsonObject { ["name"] = name };
    }

    private static ToolChoice From(JsonNode json) => new(FieldBag.ElementOf(json));
}
