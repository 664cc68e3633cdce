using System.Text.Json;

namespace ChatSdk;

/// <summary>Hashes JSON by value: elements that are equal according to <see cref="JsonElement.DeepEquals"/> have the same hash.</summary>
internal static class JsonHash
{
    public static int Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => StringComparer.Ordinal.GetHashCode(JsonText.Of(json)),

        // 1 equals 1.0. Different numbers that convert to the same double have the same hash, which is allowed.
        JsonValueKind.Number => json.TryGetDouble(out var number) ? number.GetHashCode() : 0,
        JsonValueKind.Array => json.EnumerateArray().Aggregate(1, (hash, item) => HashCode.Combine(hash, Of(item))),

        // The order of members does not matter.
        JsonValueKind.Object => json.EnumerateObject().Aggregate(2, (hash, member) => hash ^ HashCode.Combine(member.Name, Of(member.Value))),
        _ => json.ValueKind.GetHashCode(),
    };
}
