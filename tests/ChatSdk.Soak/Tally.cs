using System.Collections.Concurrent;

namespace ChatSdk.Soak;

/// <summary>Counts what was done, and what went wrong.</summary>
internal sealed class Tally
{
    private const int _mostFindings = 20;

    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _findings = new();
    private int _wrong;

    public int Calls => _counts.Values.Sum();

    public IEnumerable<string> Findings => _wrong <= _mostFindings ? _findings : _findings.Append($"{_wrong - _mostFindings} more");

    public void Add(string kind, string? finding)
    {
        _counts.AddOrUpdate(kind, 1, static (_, count) => count + 1);
        if (finding is not null && Interlocked.Increment(ref _wrong) <= _mostFindings)
        {
            _findings.Enqueue($"{kind}: {finding}");
        }
    }

    public override string ToString() =>
        $"{Calls:N0} calls, {_wrong} wrong: {string.Join(", ", _counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Value:N0} {count.Key}"))}";
}
