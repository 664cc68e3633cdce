using System.Collections.Concurrent;

namespace ChatSdk;

/// <summary>
/// The names of models by which the answers of a client are measured. A server may name any number of models, each of which
/// would be another time series: beyond a number of them, and a length, the name is left to spans.
/// </summary>
internal sealed class ModelNames
{
    private const int _mostNames = 32;
    private const int _longest = 128;

    private readonly ConcurrentDictionary<string, bool> _names = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>Determines whether a name may be a tag of a measurement.</summary>
    public bool IsMeasured(string name)
    {
        if (name.Length > _longest || _names.ContainsKey(name))
        {
            return name.Length <= _longest;
        }

        // Several at once may take the last places; none takes more than there are.
        return Volatile.Read(ref _count) < _mostNames && Interlocked.Increment(ref _count) <= _mostNames && (_names.TryAdd(name, true) || _names.ContainsKey(name));
    }
}
