namespace ChatSdk;

/// <summary>Converts times that servers send as seconds since 1970.</summary>
internal static class UnixTime
{
    private static readonly long _last = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>Returns the time; <see langword="null"/> if <paramref name="seconds"/> is <see langword="null"/>, negative or too large.</summary>
    public static DateTimeOffset? Of(long? seconds) => seconds is { } count && count >= 0 && count <= _last ? DateTimeOffset.FromUnixTimeSeconds(count) : null;
}
