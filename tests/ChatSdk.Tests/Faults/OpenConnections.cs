using System.Diagnostics.Metrics;

namespace ChatSdk.Tests.Faults;

/// <summary>Counts the connections in use, as reported by the meter of <c>System.Net.Http</c>.</summary>
internal sealed class OpenConnections : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<object, long> _inUse = [];
    private readonly MeterListener _listener = new();
    private TaskCompletionSource? _noneInUse;

    public OpenConnections()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "System.Net.Http", Name: "http.client.open_connections" })
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, change, tags, _) => Count(change, tags));
        _listener.Start();
    }

    public long InUse
    {
        get
        {
            lock (_lock)
            {
                // A negative count belongs to the port of an earlier test, whose connections are closed only now.
                return _inUse.Values.Where(count => count > 0).Sum();
            }
        }
    }

    /// <summary>Waits until every connection is idle or closed.</summary>
    public Task NoneInUseAsync()
    {
        lock (_lock)
        {
            if (InUse == 0)
            {
                return Task.CompletedTask;
            }

            _noneInUse = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _noneInUse.Task;
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Count(long change, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var port = Find(tags, "server.port") ?? "";
        if (Find(tags, "http.connection.state") is not "active")
        {
            return;
        }

        lock (_lock)
        {
            _inUse[port] = _inUse.GetValueOrDefault(port) + change;
            if (InUse == 0)
            {
                _noneInUse?.TrySetResult();
            }
        }
    }

    private static object? Find(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var (key, value) in tags)
        {
            if (key == name)
            {
                return value;
            }
        }

        return null;
    }
}
