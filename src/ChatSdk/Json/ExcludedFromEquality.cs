namespace ChatSdk;

/// <summary>A value in a record that comparisons ignore, so that answers with the same content are equal even if they come from different responses.</summary>
internal readonly struct ExcludedFromEquality<T>(T? value) : IEquatable<ExcludedFromEquality<T>>
{
    public T? Value { get; } = value;

    public bool Equals(ExcludedFromEquality<T> other) => true;

    public override bool Equals(object? obj) => obj is ExcludedFromEquality<T>;

    public override int GetHashCode() => 0;
}
