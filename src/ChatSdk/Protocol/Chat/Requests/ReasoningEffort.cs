using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>The amount of reasoning before the answer. The set of values is open: a string for which there is no property can be sent, and is preserved when it is received.</summary>
/// <param name="Value">The string that is used in the JSON.</param>
/// <remarks>Values are compared without regard to case.</remarks>
[JsonConverter(typeof(OpenEnumConverter<ReasoningEffort>))]
public readonly record struct ReasoningEffort(string Value) : IOpenEnum<ReasoningEffort>
{
    /// <summary>Gets the value for no reasoning.</summary>
    public static ReasoningEffort None { get; } = new("none");

    /// <summary>Gets the value for minimal reasoning.</summary>
    public static ReasoningEffort Minimal { get; } = new("minimal");

    /// <summary>Gets the value for little reasoning.</summary>
    public static ReasoningEffort Low { get; } = new("low");

    /// <summary>Gets the value for a medium amount of reasoning.</summary>
    public static ReasoningEffort Medium { get; } = new("medium");

    /// <summary>Gets the value for extensive reasoning.</summary>
    public static ReasoningEffort High { get; } = new("high");

    /// <summary>Gets the value for more reasoning than <see cref="High"/>, which not all models support.</summary>
    public static ReasoningEffort XHigh { get; } = new("xhigh");

    /// <summary>Gets the value for as much reasoning as possible, which not all models support.</summary>
    public static ReasoningEffort Max { get; } = new("max");

    /// <summary>Creates a value from the string that is used in the JSON.</summary>
    /// <param name="value">The string.</param>
    /// <returns>The value; <see langword="null"/> if the argument is <see langword="null"/>.</returns>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator ReasoningEffort?(string? value) => value is null ? null : new(value);

    static ReasoningEffort IOpenEnum<ReasoningEffort>.From(string value) => new(value);

    /// <summary>Compares two values without regard to case.</summary>
    /// <param name="other">The other value.</param>
    /// <returns><see langword="true"/> if the values are equal; otherwise, <see langword="false"/>.</returns>
    public bool Equals(ReasoningEffort other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value ?? "");

    /// <summary>Returns the string that is used in the JSON.</summary>
    /// <returns>The string; empty for a default value.</returns>
    public override string ToString() => Value ?? "";
}
