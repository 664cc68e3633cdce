using System.Collections.Concurrent;

namespace ChatSdk;

/// <summary>
/// The model names that are used as tags of a client's metrics. A server may return any number of names, and each would create
/// another time series. Names that are too long, and new names once the maximum number is reached, are therefore recorded only in spans.
/// </summary>
internal sealed class ModelNames
{
    private const int _maxNames = 32;
    private const int _maxLength = 128;

    private readonly ConcurrentDictionary<string, bool> _names = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>Determines whether a name may be used as a tag of a metric. If so, and if the name is new, it counts toward the maximum.</summary>
    public bool IsMeasured(string name)
    {
        if (name.Length > _maxLength || _names.ContainsKey(name))
        {
            return name.Length <= _maxLength;
        }

        // Several threads may add names at the same time, but together they must not exceed the maximum.
        return Volatile.Read(ref _count) < _maxNames && Interlocked.Increment(ref _count) <= _maxNames && (_names.TryAdd(name, true) || _names.ContainsKey(name));
    }
}
