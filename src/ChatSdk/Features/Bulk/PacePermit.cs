namespace ChatSdk;

/// <summary>The permission to send one request, with what was known when it was given.</summary>
/// <param name="Number">How many refusals had counted.</param>
/// <param name="Interval">The interval between requests.</param>
/// <param name="SentAt">When the permission was given.</param>
/// <param name="LastAccepted">When the last request before it was sent that was not refused; <see langword="null"/> if there was none.</param>
/// <param name="IsAfterPause">Whether it is the first after a pause, which says nothing about the interval.</param>
internal readonly record struct PacePermit(int Number, TimeSpan Interval, TimeSpan SentAt, TimeSpan? LastAccepted, bool IsAfterPause);
