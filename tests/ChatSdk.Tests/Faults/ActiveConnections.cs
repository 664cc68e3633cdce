using System.Diagnostics.Metrics;

namespace ChatSdk.Tests.Faults;

/// <summary>Counts the connections to each server that are in use, by the platform's own meter.</summary>
internal sealed class ActiveConnections : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, long> _active = [];
    private readonly List<(int Port, TaskCompletionSource Idle)> _waiters = [];
    private readonly MeterListener _listener = new();

    public ActiveConnections()
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

    /// <summary>Waits until there was a connection to this port, and none is in use any more.</summary>
    public Task NoneAsync(int port, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_active.TryGetValue(port, out var active) && active == 0)
            {
                return Task.CompletedTask;
            }

            var idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((port, idle));
            return idle.Task.WaitAsync(cancellationToken);
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Count(Instrument instrument, long change, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        var port = 0;
        var isActive = false;
        foreach (var (name, value) in tags)
        {
            port = name == "server.port" ? (int)value! : port;
            isActive |= name == "http.connection.state" && "active".Equals(value);
        }

        if (!isActive)
        {
            return;
        }

        lock (_lock)
        {
            _active[port] = _active.GetValueOrDefault(port) + change;
            if (_active[port] == 0)
            {
                _waiters.RemoveAll(waiter => waiter.Port == port && waiter.Idle.TrySetResult());
            }
        }
    }
}
