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

    /// <summary>Waits up to ten seconds until no connection is in use, and returns the number of connections in use.</summary>
    public async Task<long> SettleAsync()
    {
        // Waits at least once: until the calling methods have returned, the objects they use are not collected.
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
