namespace ChatSdk;

/// <summary>Specifies how the values of an extra field are accumulated.</summary>
internal enum FieldRule
{
    /// <summary>The last value is used.</summary>
    Replace,

    /// <summary>Lists are joined; of other values, the last one is used.</summary>
    JoinLists,

    /// <summary>The values are fragments, which <see cref="JsonAccumulator.Merge"/> combines.</summary>
    Merge,
}
