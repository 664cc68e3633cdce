namespace ChatSdk;

/// <summary>
/// Prevents retries from making an outage worse: they are paid from a fund that only successes refill, so that many calls that
/// fail at the same time are not each sent several times.
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
