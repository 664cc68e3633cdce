using System.Collections.Concurrent;

namespace ChatSdk.Soak;

/// <summary>Counts the calls and the problems.</summary>
internal sealed class Results
{
    private const int _maxFindings = 20;

    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _findings = new();
    private int _wrong;

    public int Calls => _counts.Values.Sum();

    public IEnumerable<string> Findings => _wrong <= _maxFindings ? _findings : _findings.Append($"{_wrong - _maxFindings} more");

    public void Add(string kind, string? finding)
    {
        _counts.AddOrUpdate(kind, 1, static (_, count) => count + 1);
        if (finding is not null && Interlocked.Increment(ref _wrong) <= _maxFindings)
        {
            _findings.Enqueue($"{kind}: {finding}");
        }
    }

    public override string ToString() =>
        $"{Calls:N0} calls, {_wrong} problems: {string.Join(", ", _counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Value:N0} {count.Key}"))}";
}
