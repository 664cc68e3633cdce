using System.Diagnostics.CodeAnalysis;

namespace ChatSdk;

/// <summary>The result of a call: a value or an error.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public readonly struct ChatResult<T> : IEquatable<ChatResult<T>>
    where T : class
{
    internal ChatResult(T value) => Value = value;

    internal ChatResult(ChatException error) => Error = error;

    /// <summary>Gets whether the call succeeded.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSuccess => Value is not null;

    /// <summary>Gets the value; <see langword="null"/> after a failure.</summary>
    public T? Value { get; }

    /// <summary>Gets the error; <see langword="null"/> after a success.</summary>
    public ChatException? Error { get; }

    /// <summary>Compares two results.</summary>
    /// <param name="left">The first result.</param>
    /// <param name="right">The second result.</param>
    /// <returns><see langword="true"/> if the results are equal; otherwise, <see langword="false"/>.</returns>
    public static bool operator ==(ChatResult<T> left, ChatResult<T> right) => left.Equals(right);

    /// <summary>Compares two results.</summary>
    /// <param name="left">The first result.</param>
    /// <param name="right">The second result.</param>
    /// <returns><see langword="true"/> if the results are not equal; otherwise, <see langword="false"/>.</returns>
    public static bool operator !=(ChatResult<T> left, ChatResult<T> right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(ChatResult<T> other) => Equals(Value, other.Value) && Equals(Error, other.Error);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ChatResult<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Value, Error);
}
