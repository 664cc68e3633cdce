using System.Globalization;

namespace ChatSdk;

/// <summary>Limits the time until the next chunk of a stream, regardless of any other data that is received in the meantime.</summary>
internal sealed class EventWatch(TimeSpan limit, TimeProvider time)
{
    // Timers have a resolution of one millisecond, so a shorter remaining time counts as zero.
    private static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(1);

    private long? _start;

    /// <summary>Starts the watch, unless it is already running, and returns the remaining time; zero if the limit has been reached.</summary>
    public TimeSpan Start()
    {
        _start ??= time.GetTimestamp();
        var left = limit - time.GetElapsedTime(_start.Value);
        return left >= _tick ? left : TimeSpan.Zero;
    }

    /// <summary>Stops the watch, because a chunk was received.</summary>
    public void Stop() => _start = null;

    /// <summary>Creates the exception that reports that the limit has been reached.</summary>
    public ChatTimeoutException Failure(Exception? inner = null) => new(
        ChatTimeoutKind.Idle,
        string.Create(CultureInfo.InvariantCulture, $"No chunk was received for {limit.TotalSeconds:0.###} s (EventIdleTimeout)."),
        inner);
}
