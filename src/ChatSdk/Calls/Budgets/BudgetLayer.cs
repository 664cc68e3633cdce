namespace ChatSdk;

/// <summary>Charges each request to a model to the budgets of its call, and does not send a request that one of these budgets does not permit.</summary>
internal sealed class BudgetLayer(ICallLayer next) : ICallLayer
{
    public ValueTask<T> RunAsync<T>(Call call, IAnswerShape<T> shape, CallContext context, CancellationToken cancellationToken) =>
        RequestCharge.IsNeeded(call, context) ? ChargeAsync(call, shape, context, cancellationToken) : next.RunAsync(call, shape, context, cancellationToken);

    private async ValueTask<T> ChargeAsync<T>(Call call, IAnswerShape<T> shape, CallContext context, CancellationToken cancellationToken)
    {
        var charge = new RequestCharge(call, context);
        await charge.ReserveAsync(cancellationToken).ConfigureAwait(false);
        T answer;
        try
        {
            answer = await next.RunAsync(call, shape, context, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            charge.Fail(exception);
            throw;
        }

        charge.Answer(answer);
        return answer;
    }
}
