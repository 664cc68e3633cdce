namespace ChatSdk;

/// <summary>
/// Prevents retries from making an outage worse. Each retry consumes part of a budget that only successful calls refill, so if
/// many calls fail at the same time, not all of them are retried.
/// </summary>
internal sealed class RetryBudget
{
    private const int _capacity = 500;
    private const int _priceAfterError = 5;
    private const int _priceAfterTimeout = 10;

    private int _fund = _capacity;

    public bool TryPay(bool afterTimeout)
    {
        var price = afterTimeout ? _priceAfterTimeout : _priceAfterError;
        for (var fund = Volatile.Read(ref _fund); fund >= price; fund = Volatile.Read(ref _fund))
        {
            if (Interlocked.CompareExchange(ref _fund, fund - price, fund) == fund)
            {
                return true;
            }
        }

        return false;
    }

    public void Earn()
    {
        if (Volatile.Read(ref _fund) < _capacity)
        {
            Interlocked.Increment(ref _fund);
        }
    }
}
