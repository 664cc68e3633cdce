using System.Diagnostics.CodeAnalysis;

namespace ChatSdk;

/// <summary>A snapshot of a typed answer that is still being received.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <remarks>It is immutable.</remarks>
public sealed class ChatCompletionSnapshot<T>
{
    internal ChatCompletionSnapshot(T value, ChatCompletion? completion = null) => (Value, Completion) = (value, completion);

    /// <summary>
    /// Gets the value. Until <see cref="IsComplete"/> is <see langword="true"/>, a string or a list may be incomplete (but a
    /// date or a number is always complete), and a member that has not been received yet has the default value of its type, which may be
    /// <see langword="null"/> even if the type is not nullable.
    /// </summary>
    public T Value { get; }

    /// <summary>Gets whether this is the last snapshot, with the complete value.</summary>
    [MemberNotNullWhen(true, nameof(Completion))]
    public bool IsComplete => Completion is not null;

    /// <summary>Gets the answer from which the value was read; <see langword="null"/> until <see cref="IsComplete"/> is <see langword="true"/>.</summary>
    public ChatCompletion? Completion { get; }
}
