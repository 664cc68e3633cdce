using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>Which class of service a request is served with. The set is open: any other string can be sent and is kept when it comes.</summary>
/// <param name="Value">The string as it stands in the JSON.</param>
/// <remarks>Two values are equal if they differ in nothing but upper and lower case.</remarks>
[JsonConverter(typeof(OpenEnumConverter<ServiceTier>))]
public readonly record struct ServiceTier(string Value) : IOpenEnum<ServiceTier>
{
    /// <summary>Gets the tier that the project is set up with.</summary>
    public static ServiceTier Auto { get; } = new("auto");

    /// <summary>Gets the standard tier.</summary>
    public static ServiceTier Default { get; } = new("default");

    /// <summary>Gets the cheaper and slower tier.</summary>
    public static ServiceTier Flex { get; } = new("flex");

    /// <summary>Gets the faster tier.</summary>
    public static ServiceTier Priority { get; } = new("priority");

    /// <summary>Converts the string of the wire, so that it can be set and compared as it is written there.</summary>
    /// <param name="value">The string.</param>
    /// <returns>The value; <see langword="null"/> for <see langword="null"/>.</returns>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator ServiceTier?(string? value) => value is null ? null : new(value);

    static ServiceTier IOpenEnum<ServiceTier>.From(string value) => new(value);

    /// <summary>Compares without regard to upper and lower case.</summary>
    /// <param name="other">The other value.</param>
    /// <returns>Whether they are equal.</returns>
    public bool Equals(ServiceTier other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value ?? "");

    /// <summary>Gives the string of the wire.</summary>
    /// <returns>The string; empty for a default value.</returns>
    public override string ToString() => Value ?? "";
}
