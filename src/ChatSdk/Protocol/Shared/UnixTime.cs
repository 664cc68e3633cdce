namespace ChatSdk;

/// <summary>Turns the seconds since 1970 that servers send into times.</summary>
internal static class UnixTime
{
    private static readonly long _last = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>Gets the time; <see langword="null"/> if there is none, or it is beyond all that can be a time.</summary>
    public static DateTimeOffset? Of(long? seconds) => seconds is { } count && count >= 0 && count <= _last ? DateTimeOffset.FromUnixTimeSeconds(count) : null;
}
