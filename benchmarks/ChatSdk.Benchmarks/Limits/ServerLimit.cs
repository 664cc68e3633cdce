namespace ChatSdk.Benchmarks.Limits;

/// <summary>The rate limit of a fake server. The available amount is refilled either continuously or all at once at the start of each second.</summary>
internal sealed class ServerLimit(double perSecond, bool hasWindows)
{
    private readonly double _perSecond = perSecond;
    private double _amount = perSecond;
    private DateTimeOffset _updated = TimeProvider.System.GetUtcNow();

    /// <summary>Determines whether the available amount covers the cost.</summary>
    public bool Has(double cost)
    {
        var now = TimeProvider.System.GetUtcNow();
        var isNewWindow = now.Ticks / TimeSpan.TicksPerSecond > _updated.Ticks / TimeSpan.TicksPerSecond;
        _amount = hasWindows
            ? isNewWindow ? _perSecond : _amount
            : Math.Min(_perSecond, _amount + ((now - _updated).TotalSeconds * _perSecond));
        _updated = now;
        return _amount >= cost;
    }

    public void Take(double cost) => _amount -= cost;
}
