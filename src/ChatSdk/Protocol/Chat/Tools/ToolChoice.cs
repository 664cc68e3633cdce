using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>Which of its tools the model shall or must call.</summary>
/// <remarks>
/// It is immutable, safe to share between threads, and equal by value.
/// See <see href="https://platform.openai.com/docs/api-reference/chat/create">the protocol's description of <c>tool_choice</c></see>.
/// </remarks>
[JsonConverter(typeof(UnionConverter<ToolChoice>))]
public sealed class ToolChoice : IEquatable<ToolChoice>, IWireUnion<ToolChoice>
{
    private ToolChoice(JsonElement json) => Json = json;

    /// <summary>Gets the choice that no tool is called.</summary>
    public static ToolChoice None { get; } = FromString("none");

    /// <summary>Gets the choice that the model decides.</summary>
    public static ToolChoice Auto { get; } = FromString("auto");

    /// <summary>Gets the choice that the model must call a tool.</summary>
    public static ToolChoice Required { get; } = FromString("required");

    /// <summary>Gets the choice as it stands in the JSON.</summary>
    public JsonElement Json { get; }

    /// <summary>Converts a word such as <c>auto</c>; for the name of a function see <see cref="Function"/>.</summary>
    /// <param name="choice">The word.</param>
    /// <returns>The choice; <see langword="null"/> for <see langword="null"/>.</returns>
    [return: NotNullIfNotNull(nameof(choice))]
    public static implicit operator ToolChoice?(string? choice) => choice is null ? null : From(JsonValue.Create(choice));

    /// <summary>Gives a choice by a word, for the words that only some servers know, such as <c>any</c>.</summary>
    /// <param name="choice">The word.</param>
    /// <returns>The choice.</returns>
    /// <exception cref="ArgumentException">The word is <see langword="null"/> or empty.</exception>
    public static ToolChoice FromString(string choice)
    {
        ArgumentException.ThrowIfNullOrEmpty(choice);
        return From(JsonValue.Create(choice));
    }

    /// <summary>Gives the choice that this function must be called.</summary>
    /// <param name="name">The function's name.</param>
    /// <returns>The choice.</returns>
    /// <exception cref="ArgumentException">The name is <see langword="null"/> or empty.</exception>
    public static ToolChoice Function(string name) =>
        From(new JsonObject { ["type"] = "function", ["function"] = Named(name) });

    /// <summary>Gives the choice that this free-text tool must be called.</summary>
    /// <param name="name">The tool's name.</param>
    /// <returns>The choice.</returns>
    /// <exception cref="ArgumentException">The name is <see langword="null"/> or empty.</exception>
    public static ToolChoice Custom(string name) =>
        From(new JsonObject { ["type"] = "custom", ["custom"] = Named(name) });

    /// <summary>Gives the choice that only these of the request's tools may be called.</summary>
    /// <param name="tools">The tools that are allowed.</param>
    /// <param name="required">Whether one of them must be called.</param>
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

    /// <summary>Gives the choice that this function must be called, in the form of the older protocol (<c>function_call</c>).</summary>
    /// <param name="name">The function's name.</param>
    /// <returns>The choice.</returns>
    /// <exception cref="ArgumentException">The name is <see langword="null"/> or empty.</exception>
    public static ToolChoice LegacyFunction(string name) => From(Named(name));

    /// <summary>Creates a choice in a form that only some servers know.</summary>
    /// <param name="json">The JSON to send, as text, node or element.</param>
    /// <returns>The choice.</returns>
    /// <exception cref="ArgumentException">It is <see langword="null"/> or not JSON.</exception>
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

    /// <summary>Gives the choice for the rounds after the first: whatever had to be called has been.</summary>
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
