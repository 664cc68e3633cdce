namespace ChatSdk;

/// <summary>How the values of a field without a property accumulate.</summary>
internal enum FieldRule
{
    /// <summary>The last value counts.</summary>
    Replace,

    /// <summary>Lists are joined; of all other values the last one counts.</summary>
    JoinLists,

    /// <summary>The values are fragments: see <see cref="JsonAccumulator"/>.</summary>
    Merge,
}
