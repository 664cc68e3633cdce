using System.Text.Json;

namespace ChatSdk;

/// <summary>A JSON value in a record. It is independent of the document from which it was read, and is compared by value.</summary>
internal readonly struct ComparableJson(JsonElement? value) : IEquatable<ComparableJson>
{
    public JsonElement? Value { get; } = value?.Clone();

    public bool Equals(ComparableJson other) => (Value, other.Value) switch
    {
        (null, null) => true,
        ({ } one, { } another) => JsonElement.DeepEquals(one, another),
        _ => false,
    };

    public override bool Equals(object? obj) => obj is ComparableJson other && Equals(other);

    public override int GetHashCode() => Value is { } value ? JsonHash.Of(value) : 0;
}
