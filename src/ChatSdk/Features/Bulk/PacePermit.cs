namespace ChatSdk;

/// <summary>The permission to send one request, with the state of the pace when it was granted.</summary>
/// <param name="Number">The number of rejections that had been counted when the permission was granted.</param>
/// <param name="Interval">The interval between requests at that time.</param>
/// <param name="SentAt">The time at which the permission was granted.</param>
/// <param name="LastAccepted">The time at which the previous request was sent, not counting rejected requests; <see langword="null"/> if there was none.</param>
/// <param name="IsAfterPause">Whether this is the first request after a pause. Its success says nothing about the interval.</param>
internal readonly record struct PacePermit(int Number, TimeSpan Interval, TimeSpan SentAt, TimeSpan? LastAccepted, bool IsAfterPause);
