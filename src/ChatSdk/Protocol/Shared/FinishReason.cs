using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace ChatSdk;

/// <summary>Why the model stopped. The set is open: any other string can be sent and is kept when it comes.</summary>
/// <param name="Value">The string as it stands in the JSON.</param>
/// <remarks>
/// Two values are equal if they differ in nothing but upper and lower case. A string can be compared as it is:
/// <c>answer.FinishReason == "stop"</c>. The members are no constants, so <c>case FinishReason.Stop:</c> does not compile; switch over
/// <see cref="Kind"/>, which also knows the words of other servers: <c>switch (answer.FinishReason?.Kind) { case FinishReasonKind.Stop: … }</c>.
/// </remarks>
[JsonConverter(typeof(OpenEnumConverter<FinishReason>))]
public readonly record struct FinishReason(string Value) : IOpenEnum<FinishReason>
{
    /// <summary>Gets the reason of an answer that came to its natural end. In a <see langword="switch"/>, use <see cref="Kind"/> and <see cref="FinishReasonKind.Stop"/>.</summary>
    public static FinishReason Stop { get; } = new("stop");

    /// <summary>Gets the reason of an answer that was cut at the largest number of tokens.</summary>
    public static FinishReason Length { get; } = new("length");

    /// <summary>Gets the reason of an answer that waits for the results of tools.</summary>
    public static FinishReason ToolCalls { get; } = new("tool_calls");

    /// <summary>Gets the reason of an answer that a filter cut.</summary>
    public static FinishReason ContentFilter { get; } = new("content_filter");

    /// <summary>Gets the reason of an answer that waits for a function, in the older protocol.</summary>
    public static FinishReason FunctionCall { get; } = new("function_call");

    /// <summary>Gets the standard class that this server's word for the reason belongs to.</summary>
    public FinishReasonKind Kind => FinishReasonKinds.Of(Value);

    /// <summary>Converts the string of the wire, so that it can be set and compared as it is written there.</summary>
    /// <param name="value">The string.</param>
    /// <returns>The value; <see langword="null"/> for <see langword="null"/>.</returns>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator FinishReason?(string? value) => value is null ? null : new(value);

    static FinishReason IOpenEnum<FinishReason>.From(string value) => new(value);

    /// <summary>Compares without regard to upper and lower case.</summary>
    /// <param name="other">The other value.</param>
    /// <returns>Whether they are equal.</returns>
    public bool Equals(FinishReason other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value ?? "");

    /// <summary>Gives the string of the wire.</summary>
    /// <returns>The string; empty for a default value.</returns>
    public override string ToString() => Value ?? "";
}
