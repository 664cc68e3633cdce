namespace ChatSdk;

/// <summary>A vector that is compared by its numbers, so that records with vectors are compared by value.</summary>
internal readonly struct ComparableVector(ReadOnlyMemory<float> value) : IEquatable<ComparableVector>
{
    public ReadOnlyMemory<float> Value { get; } = value;

    public bool Equals(ComparableVector other) => Value.Span.SequenceEqual(other.Value.Span);

    public override bool Equals(object? obj) => obj is ComparableVector other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var number in Value.Span)
        {
            hash.Add(number);
        }

        return hash.ToHashCode();
    }
}
