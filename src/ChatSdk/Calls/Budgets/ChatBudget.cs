namespace ChatSdk;

/// <summary>
/// Limits the requests, the tokens and the cost of calls to models. It can be set as <see cref="ChatClientOptions.Budget"/>,
/// <see cref="ChatCallOptions.Budget"/>, <c>ChatConversation.Budget</c> or <c>ChatToolRunOptions.Budget</c>. To share a budget, set the
/// same object in several places. Once a maximum is reached, further requests throw a <see cref="ChatBudgetException"/> instead of
/// being sent. A budget is thread-safe.
/// </summary>
/// <remarks>
/// <para>
/// If several budgets apply to a call, each request counts toward all of them. Every request to a model counts, including retries, requests
/// to fallback servers and interrupted streams. If the server does not report the usage of a request, the usage is estimated. Answers from
/// the response cache do not count, nor do requests for lists of models and for stored completions.
/// </para>
/// <para>
/// The usage of a request is known only after its answer has been received. A request is therefore sent if no maximum has been reached yet,
/// and the request itself can exceed a maximum. While a request is in flight, an estimate of its usage is reserved: its input, and the
/// output limit that it sets. If it sets none, the average output of earlier requests is assumed, but at least 500 tokens. If
/// the rest of the budget is reserved, a further request waits until an answer is received. If it is reserved only for open streams, the
/// further request throws a <see cref="ChatBudgetException"/>. Concurrent requests therefore exceed a maximum by no more than a single
/// request can, apart from estimation errors.
/// </para>
/// </remarks>
public sealed class ChatBudget
{
    private ChatSpending _spent = ChatSpending.None;
    private ChatSpending _reserved = ChatSpending.None;
    private int _unanswered;
    private TaskCompletionSource? _released;

    /// <summary>Gets the maximum number of requests. It must be positive. The default is no maximum.</summary>
    public long? MaxRequests { get; init; }

    /// <summary>Gets the maximum number of input and output tokens together. It must be positive. The default is no maximum.</summary>
    public long? MaxTokens { get; init; }

    /// <summary>
    /// Gets the maximum cost, in the currency of <see cref="ChatClientOptions.Prices"/>, which must contain a price for the model of every
    /// request. The maximum must be positive. The default is no maximum.
    /// </summary>
    public decimal? MaxCost { get; init; }

    /// <summary>Gets the spending so far. A request is counted when it is sent; its tokens and its cost are counted when its answer ends. Each read returns the current values.</summary>
    public ChatSpending Spent => Volatile.Read(ref _spent);

    /// <summary>Gets whether an estimate of the usage must be reserved before a request is sent.</summary>
    internal bool LimitsUsage => MaxTokens is not null || MaxCost is not null;

    /// <summary>Returns the budget to use after the configuration was reloaded: the previous one if the maxima are the same, or else the new one, to which the previous spending is added.</summary>
    internal static ChatBudget? Continue(ChatBudget? previous, ChatBudget? next)
    {
        if (previous is null || next is null || ReferenceEquals(previous, next))
        {
            return next;
        }

        if ((previous.MaxRequests, previous.MaxTokens, previous.MaxCost) == (next.MaxRequests, next.MaxTokens, next.MaxCost))
        {
            return previous;
        }

        next.Spend(previous.Spent);
        return next;
    }

    /// <summary>Determines whether another request may be sent.</summary>
    /// <param name="released">If the request may not be sent yet, the task to await before the next try.</param>
    /// <exception cref="ChatBudgetException">A maximum is reached, or the rest of the budget is reserved for open streams.</exception>
    internal bool IsAvailable(out Task released)
    {
        if (Reached(_spent) is { } reached)
        {
            throw new ChatBudgetException(reached, this, isReserved: false);
        }

        released = Task.CompletedTask;
        if (Reached(_spent.Plus(_reserved)) is not { } reserved)
        {
            return true;
        }

        // The code that reads an open stream may be the code that makes this call, so waiting for the stream could cause a deadlock.
        if (_unanswered == 0)
        {
            throw new ChatBudgetException(reserved, this, isReserved: true);
        }

        _released ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
        released = _released.Task;
        return false;
    }

    /// <summary>Counts a request, and reserves its estimated usage and cost until <see cref="Settle"/> is called.</summary>
    internal void Reserve(ChatSpending estimate)
    {
        Spend(new() { Requests = 1 });
        _reserved = _reserved.Plus(estimate);
        _unanswered++;
    }

    /// <summary>Records that the first chunk of a stream was received. The estimate of its request remains reserved.</summary>
    internal void BeginStream()
    {
        _unanswered--;
        Release();
    }

    /// <summary>Replaces the estimate of a request with the actual spending.</summary>
    internal void Settle(ChatSpending estimate, ChatSpending used, bool isUnanswered)
    {
        _unanswered -= isUnanswered ? 1 : 0;
        _reserved = _reserved.Minus(estimate);
        Spend(used);
        Release();
    }

    private ChatBudgetErrorKind? Reached(ChatSpending spending) =>
        spending.Requests >= MaxRequests ? ChatBudgetErrorKind.Requests
        : spending.TotalTokens >= MaxTokens ? ChatBudgetErrorKind.Tokens
        : spending.Cost >= MaxCost ? ChatBudgetErrorKind.Cost
        : null;

    private void Spend(ChatSpending used) => Volatile.Write(ref _spent, _spent.Plus(used));

    private void Release()
    {
        _released?.TrySetResult();
        _released = null;
    }
}
