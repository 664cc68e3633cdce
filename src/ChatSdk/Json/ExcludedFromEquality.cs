namespace ChatSdk;

/// <summary>A value that is ignored when its record is compared. For example, answers with the same content are equal even if they were received in different responses.</summary>
internal readonly struct ExcludedFromEquality<T>(T? value) : IEquatable<ExcludedFromEquality<T>>
{
    public T? Value { get; } = value;

    public bool Equals(ExcludedFromEquality<T> other) => true;

    public override bool Equals(object? obj) => obj is ExcludedFromEquality<T>;

    public override int GetHashCode() => 0;
}
