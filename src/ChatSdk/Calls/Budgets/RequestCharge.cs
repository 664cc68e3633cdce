using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace ChatSdk;

/// <summary>
/// The charge for one request. An estimate is reserved before the request is sent. When the answer has been received, or the request has
/// failed, its usage is counted instead. Each request of a call has its own charge, because several may be in progress at the same time.
/// </summary>
internal sealed class RequestCharge
{
    // The lowest estimate of the output tokens for a request that does not limit them.
    private const long _minOutput = 500;

    // All budgets share one lock, so that a request counts toward all of its budgets or toward none.
    [SuppressMessage("Design", "MA0158", Justification = "System.Threading.Lock is not available in .NET 8.")]
    private static readonly object _lock = new();

    private readonly Call _call;
    private readonly CallContext _context;
    private readonly IReadOnlyList<ChatBudget> _budgets;
    private readonly ChatSpending[] _estimates;
    private readonly int _attempts;
    private bool _isStream;

    public RequestCharge(Call call, CallContext context)
    {
        (_call, _context, _budgets, _attempts) = (call, context, call.Options.Budgets, context.Attempts);
        _estimates = new ChatSpending[_budgets.Count];
    }

    // If the request has an extra field named model, it is sent instead of the Model property.
    private string? RequestedModel => _call.Request!.ExtraFields.TryGetValue("model", out var model) && model.ValueKind == JsonValueKind.String ? model.GetString() : _call.Model;

    /// <summary>Determines whether the cost or the usage of a call's requests must be known.</summary>
    public static bool IsNeeded(Call call, CallContext context) =>
        (call.Options.Budgets.Count > 0 || (context.Report is not null && call.Options.Prices.Count > 0)) && call.Request is IModelRequest;

    /// <summary>Waits until the request may be sent, and reserves its estimate in every budget.</summary>
    /// <exception cref="ChatBudgetException">A maximum is reached, the rest of a budget is reserved for open streams, or a price is not known.</exception>
    public async ValueTask ReserveAsync(CancellationToken cancellationToken)
    {
        if (PriceOf(model: null) is null && _budgets.FirstOrDefault(budget => budget.MaxCost is not null) is { } budget)
        {
            throw new ChatBudgetException(RequestedModel, budget);
        }

        var input = _budgets.Any(budget => budget.LimitsUsage) ? CallTokens.OfInput(_call) : 0;
        while (!TryReserve(input, out var released))
        {
            await released.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Counts the usage of the answer. If the answer is a stream, its usage is counted when the stream ends.</summary>
    public void Answer<T>(T answer)
    {
        if (answer is IStreamedAnswer)
        {
            BeginStream();
        }

        CallTokens.WhenUsed(_call, answer, Settle);
    }

    /// <summary>Counts a request that failed before its answer was received. The server may have generated an answer anyway.</summary>
    public void Fail(Exception exception)
    {
        // A request that an inner layer did not send does not count.
        var isSent = _context.Attempts > _attempts;
        Settle(isSent ? CallTokens.OfFailure(_call, exception) : null, model: null, isSent);
    }

    private bool TryReserve(long input, out Task released)
    {
        released = Task.CompletedTask;
        lock (_lock)
        {
            foreach (var budget in _budgets)
            {
                if (!budget.IsAvailable(out released))
                {
                    return false;
                }
            }

            for (var place = 0; place < _budgets.Count; place++)
            {
                _estimates[place] = EstimateFor(_budgets[place], input);
                _budgets[place].Reserve(_estimates[place]);
            }

            return true;
        }
    }

    private ChatSpending EstimateFor(ChatBudget budget, long input)
    {
        if (!budget.LimitsUsage)
        {
            return ChatSpending.None;
        }

        var spent = budget.Spent;
        var output = MaxOutput() ?? Math.Max(_minOutput, spent.OutputTokens / Math.Max(1, spent.Requests));
        return ChatSpending.Of(new() { PromptTokens = input, CompletionTokens = output }, PriceOf(model: null));
    }

    private long? MaxOutput() => _call.Request switch
    {
        ChatCompletionRequest chat => (long?)(chat.MaxCompletionTokens ?? chat.MaxTokens) * (_call.ChoiceCount ?? 1),
        TextCompletionRequest text => (long?)text.MaxTokens * (_call.ChoiceCount ?? 1),
        EmbeddingRequest => 0,
        _ => null,
    };

    private void BeginStream()
    {
        lock (_lock)
        {
            _isStream = true;
            foreach (var budget in _budgets)
            {
                budget.BeginStream();
            }
        }
    }

    private void Settle(ChatUsage usage, string? model) => Settle(usage, model, isSent: true);

    private void Settle(ChatUsage? usage, string? model, bool isSent)
    {
        var price = PriceOf(model);
        var used = usage is null ? ChatSpending.None : ChatSpending.Of(usage, price);
        if (price is not null && usage is not null)
        {
            _context.Report?.Charge(used.Cost);
        }

        lock (_lock)
        {
            for (var place = 0; place < _budgets.Count; place++)
            {
                _budgets[place].Settle(_estimates[place], isSent ? used : used with { Requests = -1 }, isUnanswered: !_isStream);
            }
        }
    }

    /// <summary>
    /// Returns the price of the model that answered. If it has none, returns the price of the requested model, or <see langword="null"/> if
    /// neither model has a price.
    /// </summary>
    private ChatModelPrice? PriceOf(string? model)
    {
        var prices = _call.Options.Prices;
        return model is not null && prices.TryGetValue(model, out var price) ? price
            : RequestedModel is { } requested && prices.TryGetValue(requested, out price) ? price
            : null;
    }
}
