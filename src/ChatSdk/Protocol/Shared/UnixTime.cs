namespace ChatSdk;

/// <summary>Converts the seconds since 1970 that servers send.</summary>
internal static class UnixTime
{
    private static readonly long _last = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>Returns the time; <see langword="null"/> if there is none or it is out of range.</summary>
    public static DateTimeOffset? Of(long? seconds) => seconds is { } count && count >= 0 && count <= _last ? DateTimeOffset.FromUnixTimeSeconds(count) : null;
}
