using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>The role of a message's author. The set of values is open: a string for which there is no property can be sent, and is preserved when it is received.</summary>
/// <param name="Value">The string that is used in the JSON.</param>
/// <remarks>Values are compared without regard to case.</remarks>
[JsonConverter(typeof(OpenEnumConverter<ChatRole>))]
public readonly record struct ChatRole(string Value) : IOpenEnum<ChatRole>
{
    /// <summary>Gets the role of a message with instructions, which precedes the conversation.</summary>
    public static ChatRole System { get; } = new("system");

    /// <summary>Gets the role that replaces <c>system</c> for newer models.</summary>
    public static ChatRole Developer { get; } = new("developer");

    /// <summary>Gets the role of the user.</summary>
    public static ChatRole User { get; } = new("user");

    /// <summary>Gets the role of the model.</summary>
    public static ChatRole Assistant { get; } = new("assistant");

    /// <summary>Gets the role of a message with the result of a tool.</summary>
    public static ChatRole Tool { get; } = new("tool");

    /// <summary>Gets the role of a message with the result of a function, in the legacy form of the protocol.</summary>
    public static ChatRole Function { get; } = new("function");

    /// <summary>Creates a value from the string that is used in the JSON.</summary>
    /// <param name="value">The string.</param>
    /// <returns>The value; <see langword="null"/> if the argument is <see langword="null"/>.</returns>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator ChatRole?(string? value) => value is null ? null : new(value);

    static ChatRole IOpenEnum<ChatRole>.From(string value) => new(value);

    /// <summary>Compares two values without regard to case.</summary>
    /// <param name="other">The other value.</param>
    /// <returns><see langword="true"/> if the values are equal; otherwise, <see langword="false"/>.</returns>
    public bool Equals(ChatRole other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value ?? "");

    /// <summary>Returns the string that is used in the JSON.</summary>
    /// <returns>The string; empty for a default value.</returns>
    public override string ToString() => Value ?? "";
}
