using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>Who speaks in a message. The set is open: any other string can be sent and is kept when it comes.</summary>
/// <param name="Value">The string as it stands in the JSON.</param>
/// <remarks>Two values are equal if they differ in nothing but upper and lower case.</remarks>
[JsonConverter(typeof(OpenEnumConverter<ChatRole>))]
public readonly record struct ChatRole(string Value) : IOpenEnum<ChatRole>
{
    /// <summary>Gets the role of the instructions that stand above the conversation.</summary>
    public static ChatRole System { get; } = new("system");

    /// <summary>Gets the role that replaces <c>system</c> for newer models.</summary>
    public static ChatRole Developer { get; } = new("developer");

    /// <summary>Gets the role of the one who asks.</summary>
    public static ChatRole User { get; } = new("user");

    /// <summary>Gets the role of the model.</summary>
    public static ChatRole Assistant { get; } = new("assistant");

    /// <summary>Gets the role of a tool's result.</summary>
    public static ChatRole Tool { get; } = new("tool");

    /// <summary>Gets the role of a function's result in the older protocol.</summary>
    public static ChatRole Function { get; } = new("function");

    /// <summary>Converts the string of the wire, so that it can be set and compared as it is written there.</summary>
    /// <param name="value">The string.</param>
    /// <returns>The value; <see langword="null"/> for <see langword="null"/>.</returns>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator ChatRole?(string? value) => value is null ? null : new(value);

    static ChatRole IOpenEnum<ChatRole>.From(string value) => new(value);

    /// <summary>Compares without regard to upper and lower case.</summary>
    /// <param name="other">The other value.</param>
    /// <returns>Whether they are equal.</returns>
    public bool Equals(ChatRole other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value ?? "");

    /// <summary>Gives the string of the wire.</summary>
    /// <returns>The string; empty for a default value.</returns>
    public override string ToString() => Value ?? "";
}
