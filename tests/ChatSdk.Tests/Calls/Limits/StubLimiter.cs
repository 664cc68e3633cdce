using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;

namespace ChatSdk.Tests.Calls.Limits;

/// <summary>A rate limiter whose behavior a test determines.</summary>
internal sealed class StubLimiter(Func<int, CancellationToken, ValueTask<RateLimitLease>> acquire) : RateLimiter
{
    public override TimeSpan? IdleDuration => null;

    /// <summary>Gets the permit count of each attempt to acquire a lease.</summary>
    public List<int> Permits { get; } = [];

    public static RateLimitLease Granted { get; } = new Lease(isAcquired: true, retryAfter: null);

    public static RateLimitLease Denied(TimeSpan? retryAfter) => new Lease(isAcquired: false, retryAfter);

    public override RateLimiterStatistics? GetStatistics() => null;

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        Permits.Add(permitCount);
        return acquire(permitCount, cancellationToken);
    }

    protected override RateLimitLease AttemptAcquireCore(int permitCount) => throw new NotSupportedException();

    private sealed class Lease(bool isAcquired, TimeSpan? retryAfter) : RateLimitLease
    {
        public override bool IsAcquired => isAcquired;

        public override IEnumerable<string> MetadataNames => [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, [NotNullWhen(true)] out object? metadata)
        {
            metadata = metadataName == MetadataName.RetryAfter.Name ? retryAfter : null;
            return metadata is not null;
        }
    }
}
