using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>How much the model thinks before it answers. The set is open: any other string can be sent and is kept when it comes.</summary>
/// <param name="Value">The string as it stands in the JSON.</param>
/// <remarks>Two values are equal if they differ in nothing but upper and lower case.</remarks>
[JsonConverter(typeof(OpenEnumConverter<ReasoningEffort>))]
public readonly record struct ReasoningEffort(string Value) : IOpenEnum<ReasoningEffort>
{
    /// <summary>Gets no thinking.</summary>
    public static ReasoningEffort None { get; } = new("none");

    /// <summary>Gets the least thinking.</summary>
    public static ReasoningEffort Minimal { get; } = new("minimal");

    /// <summary>Gets little thinking.</summary>
    public static ReasoningEffort Low { get; } = new("low");

    /// <summary>Gets the usual amount.</summary>
    public static ReasoningEffort Medium { get; } = new("medium");

    /// <summary>Gets much thinking.</summary>
    public static ReasoningEffort High { get; } = new("high");

    /// <summary>Converts the string of the wire, so that it can be set and compared as it is written there.</summary>
    /// <param name="value">The string.</param>
    /// <returns>The value; <see langword="null"/> for <see langword="null"/>.</returns>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator ReasoningEffort?(string? value) => value is null ? null : new(value);

    static ReasoningEffort IOpenEnum<ReasoningEffort>.From(string value) => new(value);

    /// <summary>Compares without regard to upper and lower case.</summary>
    /// <param name="other">The other value.</param>
    /// <returns>Whether they are equal.</returns>
    public bool Equals(ReasoningEffort other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value ?? "");

    /// <summary>Gives the string of the wire.</summary>
    /// <returns>The string; empty for a default value.</returns>
    public override string ToString() => Value ?? "";
}
