using System.Diagnostics.CodeAnalysis;

namespace ChatSdk;

/// <summary>An answer of a type while it still arrives: what is known of it so far.</summary>
/// <typeparam name="T">The type.</typeparam>
/// <remarks>It is immutable: a later snapshot is another object.</remarks>
public sealed class ChatCompletionSnapshot<T>
{
    internal ChatCompletionSnapshot(T value, ChatCompletion? completion = null) => (Value, Completion) = (value, completion);

    /// <summary>
    /// Gets the value. Until <see cref="IsComplete"/>, a text may be cut (a date, a number or the like comes whole), a list
    /// may be short, and a member that has not arrived has
    /// its type's default: <see langword="null"/> even where the type says that it cannot be.
    /// </summary>
    public T Value { get; }

    /// <summary>Gets whether this is the last snapshot: the value is whole.</summary>
    [MemberNotNullWhen(true, nameof(Completion))]
    public bool IsComplete => Completion is not null;

    /// <summary>Gets the answer that the value was read from; <see langword="null"/> until <see cref="IsComplete"/>.</summary>
    public ChatCompletion? Completion { get; }
}
