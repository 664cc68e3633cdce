namespace ChatSdk;

/// <summary>An answer, and the value that was deserialized from it.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <remarks>It is immutable.</remarks>
public sealed class ChatCompletion<T>
{
    internal ChatCompletion(T value, ChatCompletion completion) => (Value, Completion) = (value, completion);

    /// <summary>Gets the value; never <see langword="null"/>.</summary>
    public T Value { get; }

    /// <summary>Gets the answer from which the value was read, with its text, usage and response.</summary>
    public ChatCompletion Completion { get; }
}
