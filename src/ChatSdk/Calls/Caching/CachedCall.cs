namespace ChatSdk;

/// <summary>A call that the cache was asked about: it has its answer, or takes a copy of the one that comes.</summary>
/// <param name="Key">The name of the question.</param>
/// <param name="Entry">The answer; <see langword="null"/> if there is none.</param>
/// <param name="Longest">The largest answer to keep, in bytes.</param>
internal sealed record CachedCall(string Key, CacheEntry? Entry, int Longest)
{
    private BodyCopy? _copy;
    private string? _mediaType;

    /// <summary>Gets what has come, if it is to be kept and not too large for it.</summary>
    public CacheEntry? Arrived => _copy is { IsWhole: true } ? new CacheEntry(_mediaType ?? "", _copy.Bytes) : null;

    /// <summary>Makes room for what an attempt brings, in place of what one before brought.</summary>
    public BodyCopy NewCopy(string? mediaType)
    {
        _mediaType = mediaType;
        return _copy = new BodyCopy(Longest);
    }
}
