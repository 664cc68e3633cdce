using System.Text.Json;

namespace ChatSdk;

/// <summary>JSON of any form in a record: independent of its document, and equal to the same JSON from elsewhere.</summary>
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

    public override int GetHashCode() => Value?.ValueKind.GetHashCode() ?? 0;
}
