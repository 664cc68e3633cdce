namespace ChatSdk.Tests.Bulk;

/// <summary>A rate limiter. Each request takes a token, and tokens are added at a steady rate, up to a maximum.</summary>
internal sealed class TokenBucket(TimeProvider time, double perSecond, double capacity)
{
    private readonly Lock _lock = new();
    private readonly double _capacity = capacity;
    private double _tokens = capacity;
    private long _lastUpdate = time.GetTimestamp();

    public bool TryTake()
    {
        lock (_lock)
        {
            _tokens = Math.Min(_capacity, _tokens + (time.GetElapsedTime(_lastUpdate).TotalSeconds * perSecond));
            _lastUpdate = time.GetTimestamp();
            var isAllowed = _tokens >= 1;
            _tokens -= isAllowed ? 1 : 0;
            return isAllowed;
        }
    }
}
