using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>The reason why the model stopped. The set of values is open: a string for which there is no property is preserved when it is received.</summary>
/// <param name="Value">The string that is used in the JSON.</param>
/// <remarks>
/// Values are compared without regard to case. A value can be compared with a string:
/// <c>answer.FinishReason == "stop"</c>. The members are not constants, so <c>case FinishReason.Stop:</c> does not compile; switch on
/// <see cref="Kind"/>, which also covers the reasons that only some servers use: <c>switch (answer.FinishReason?.Kind) { case FinishReasonKind.Stop: … }</c>.
/// </remarks>
[JsonConverter(typeof(OpenEnumConverter<FinishReason>))]
public readonly record struct FinishReason(string Value) : IOpenEnum<FinishReason>
{
    /// <summary>Gets the reason for an answer that is complete. In a <see langword="switch"/>, use <see cref="Kind"/> and <see cref="FinishReasonKind.Stop"/>.</summary>
    public static FinishReason Stop { get; } = new("stop");

    /// <summary>Gets the reason for an answer that was cut off at the maximum number of tokens.</summary>
    public static FinishReason Length { get; } = new("length");

    /// <summary>Gets the reason for an answer that requests tool calls.</summary>
    public static FinishReason ToolCalls { get; } = new("tool_calls");

    /// <summary>Gets the reason for an answer that was cut off by a content filter.</summary>
    public static FinishReason ContentFilter { get; } = new("content_filter");

    /// <summary>Gets the reason for an answer that requests a function call, in the legacy form of the protocol.</summary>
    public static FinishReason FunctionCall { get; } = new("function_call");

    /// <summary>Gets the standard kind to which the reason belongs. It also covers reasons that only some servers use.</summary>
    public FinishReasonKind Kind => FinishReasonKinds.Of(Value);

    /// <summary>Creates a value from the string that is used in the JSON.</summary>
    /// <param name="value">The string.</param>
    /// <returns>The value; <see langword="null"/> if the argument is <see langword="null"/>.</returns>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator FinishReason?(string? value) => value is null ? null : new(value);

    static FinishReason IOpenEnum<FinishReason>.From(string value) => new(value);

    /// <summary>Compares two values without regard to case.</summary>
    /// <param name="other">The other value.</param>
    /// <returns><see langword="true"/> if the values are equal; otherwise, <see langword="false"/>.</returns>
    public bool Equals(FinishReason other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value ?? "");

    /// <summary>Returns the string that is used in the JSON.</summary>
    /// <returns>The string; empty for a default value.</returns>
    public override string ToString() => Value ?? "";
}
