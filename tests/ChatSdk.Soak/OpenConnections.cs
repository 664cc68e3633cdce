using System.Diagnostics.Metrics;

namespace ChatSdk.Soak;

/// <summary>Counts the connections in use, as reported by the meter of <c>System.Net.Http</c>.</summary>
internal sealed class OpenConnections : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _active;

    public OpenConnections()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Name == "http.client.open_connections")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>(Count);
        _listener.Start();
    }

    /// <summary>Waits until no connection is in use, for at most ten seconds, and returns the number of connections that are still in use.</summary>
    public async Task<long> SettleAsync()
    {
        // At least one wait is necessary: it removes the calling methods from the stack, so that the objects that they used can be garbage-collected.
        var tries = 0;
        do
        {
            await Task.Delay(100);
        }
        while (++tries < 100 && Interlocked.Read(ref _active) != 0);

        return Interlocked.Read(ref _active);
    }

    public void Dispose() => _listener.Dispose();

    private void Count(Instrument instrument, long change, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        foreach (var (name, value) in tags)
        {
            if (name == "http.connection.state" && "active".Equals(value))
            {
                Interlocked.Add(ref _active, change);
            }
        }
    }
}
