using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>The service tier with which a request is processed. The set of values is open: a string for which there is no property can be sent, and is preserved when it is received.</summary>
/// <param name="Value">The string that is used in the JSON.</param>
/// <remarks>Values are compared without regard to case.</remarks>
[JsonConverter(typeof(OpenEnumConverter<ServiceTier>))]
public readonly record struct ServiceTier(string Value) : IOpenEnum<ServiceTier>
{
    /// <summary>Gets the tier that is configured for the project.</summary>
    public static ServiceTier Auto { get; } = new("auto");

    /// <summary>Gets the standard tier.</summary>
    public static ServiceTier Default { get; } = new("default");

    /// <summary>Gets the tier that is cheaper and slower than the standard tier.</summary>
    public static ServiceTier Flex { get; } = new("flex");

    /// <summary>Gets the tier that is faster than the standard tier.</summary>
    public static ServiceTier Priority { get; } = new("priority");

    /// <summary>Gets the tier that uses capacity bought in advance.</summary>
    public static ServiceTier Scale { get; } = new("scale");

    /// <summary>Gets another name for <see cref="Priority"/> in requests; servers report the tier as <see cref="Priority"/>.</summary>
    public static ServiceTier Fast { get; } = new("fast");

    /// <summary>Creates a value from the string that is used in the JSON.</summary>
    /// <param name="value">The string.</param>
    /// <returns>The value; <see langword="null"/> if the argument is <see langword="null"/>.</returns>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator ServiceTier?(string? value) => value is null ? null : new(value);

    static ServiceTier IOpenEnum<ServiceTier>.From(string value) => new(value);

    /// <summary>Compares two values without regard to case.</summary>
    /// <param name="other">The other value.</param>
    /// <returns><see langword="true"/> if the values are equal; otherwise, <see langword="false"/>.</returns>
    public bool Equals(ServiceTier other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value ?? "");

    /// <summary>Returns the string that is used in the JSON.</summary>
    /// <returns>The string; empty for a default value.</returns>
    public override string ToString() => Value ?? "";
}
