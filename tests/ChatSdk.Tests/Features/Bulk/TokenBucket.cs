namespace ChatSdk.Tests.Many;

/// <summary>A rate limit: tokens that come at a steady rate, and of which no more than a number are kept.</summary>
internal sealed class TokenBucket(TimeProvider time, double perSecond, double most)
{
    private readonly Lock _lock = new();
    private readonly double _most = most;
    private double _tokens = most;
    private long _seen = time.GetTimestamp();

    public bool TryTake()
    {
        lock (_lock)
        {
            _tokens = Math.Min(_most, _tokens + (time.GetElapsedTime(_seen).TotalSeconds * perSecond));
            _seen = time.GetTimestamp();
            var isAllowed = _tokens >= 1;
            _tokens -= isAllowed ? 1 : 0;
            return isAllowed;
        }
    }
}
