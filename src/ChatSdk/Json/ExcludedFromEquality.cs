namespace ChatSdk;

/// <summary>A member of a record that is ignored by equality, so that equal answers from different responses are equal.</summary>
internal readonly struct ExcludedFromEquality<T>(T? value) : IEquatable<ExcludedFromEquality<T>>
{
    public T? Value { get; } = value;

    public bool Equals(ExcludedFromEquality<T> other) => true;

    public override bool Equals(object? obj) => obj is ExcludedFromEquality<T>;

    public override int GetHashCode() => 0;
}
