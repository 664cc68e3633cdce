namespace ChatSdk;

/// <summary>A member of a record that does not count for its equality: two equal answers stay equal, whichever response brought them.</summary>
internal readonly struct ExcludedFromEquality<T>(T? value) : IEquatable<ExcludedFromEquality<T>>
{
    public T? Value { get; } = value;

    public bool Equals(ExcludedFromEquality<T> other) => true;

    public override bool Equals(object? obj) => obj is ExcludedFromEquality<T>;

    public override int GetHashCode() => 0;
}
