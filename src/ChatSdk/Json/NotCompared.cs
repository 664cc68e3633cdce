namespace ChatSdk;

/// <summary>A member of a record that does not count for its equality: two equal answers stay equal, whichever response brought them.</summary>
internal readonly struct NotCompared<T>(T? value) : IEquatable<NotCompared<T>>
    where T : class
{
    public T? Value { get; } = value;

    public bool Equals(NotCompared<T> other) => true;

    public override bool Equals(object? obj) => obj is NotCompared<T>;

    public override int GetHashCode() => 0;
}
