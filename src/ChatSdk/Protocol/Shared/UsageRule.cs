using System.Text.Json;

namespace ChatSdk;

/// <summary>Specifies how the counts and the extra fields of two usage records are combined.</summary>
internal sealed class UsageRule(Func<long?, long?, long?> count, Func<IReadOnlyDictionary<string, JsonElement>, IReadOnlyDictionary<string, JsonElement>, FieldBag> fields)
{
    /// <summary>Gets the rule for several answers: counts are added. Extra fields are left out, because it is not known whether they can be added.</summary>
    public static UsageRule Sum { get; } = new((one, other) => one is null ? other : one + (other ?? 0), (_, _) => FieldBag.Empty);

    /// <summary>Gets the rule for several reports about the same answer: the later value replaces the earlier one. Counts never return to zero, so a later zero is ignored.</summary>
    public static UsageRule Later { get; } = new(Last, (earlier, later) => FieldBag.From([.. earlier, .. later]));

    public long? Count(long? one, long? other) => count(one, other);

    public FieldBag Fields(WireRecord? one, WireRecord? other) => fields(one?.ExtraFields ?? FieldBag.Empty, other?.ExtraFields ?? FieldBag.Empty);

    /// <summary>Determines whether <see cref="Later"/> combines the two counts into the later one, so that the earlier one is not needed.</summary>
    public static bool Covers(long? later, long? earlier) => Last(earlier, later) == later;

    /// <summary>Determines whether the later fields replace all earlier ones according to <see cref="Later"/>.</summary>
    public static bool Covers(IReadOnlyDictionary<string, JsonElement> later, IReadOnlyDictionary<string, JsonElement> earlier)
    {
        if (earlier.Count == 0)
        {
            return true;
        }

        foreach (var field in earlier)
        {
            if (!later.ContainsKey(field.Key))
            {
                return false;
            }
        }

        return true;
    }

    private static long? Last(long? earlier, long? later) => later is null or 0 ? earlier ?? later : later;
}
