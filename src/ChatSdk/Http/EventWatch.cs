using System.Globalization;

namespace ChatSdk;

/// <summary>Limits the time in which the next event of a stream is waited for, whatever else is received meanwhile.</summary>
internal sealed class EventWatch(TimeSpan limit, TimeProvider time)
{
    // Timers count in milliseconds.
    private static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(1);

    private long? _start;

    /// <summary>Starts the watch, unless it runs already, and returns the time that is left; zero if it is over.</summary>
    public TimeSpan Start()
    {
        _start ??= time.GetTimestamp();
        var left = limit - time.GetElapsedTime(_start.Value);
        return left >= _tick ? left : TimeSpan.Zero;
    }

    /// <summary>Stops the watch, because an event was received.</summary>
    public void Stop() => _start = null;

    /// <summary>Returns the exception that tells the caller of it.</summary>
    public ChatTimeoutException Failure(Exception? inner = null) => new(
        ChatTimeoutKind.Idle,
        string.Create(CultureInfo.InvariantCulture, $"No event was received for {limit.TotalSeconds:0.###} s (EventIdleTimeout)."),
        inner);
}
