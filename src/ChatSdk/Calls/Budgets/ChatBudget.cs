namespace ChatSdk;

/// <summary>
/// Limits the requests, the tokens and the cost of calls to models. Assign the same object to the calls that share the budget:
/// to <see cref="ChatClientOptions.Budget"/>, <see cref="ChatCallOptions.Budget"/>, <c>ChatConversation.Budget</c> or
/// <c>ChatToolRunOptions.Budget</c>. Once a maximum is reached, further requests throw a <see cref="ChatBudgetException"/> instead of
/// being sent. It is thread-safe.
/// </summary>
/// <remarks>
/// <para>
/// If several budgets apply to a call, each request counts in all of them. Every request counts, including retries, requests to fallback
/// servers and interrupted streams. If the server does not report the usage, it is estimated. Answers from the response cache, lists of
/// models, and stored completions do not count.
/// </para>
/// <para>
/// The usage of a request is known only after its answer. A request is therefore sent if the maximum is not reached yet, and can exceed
/// it. While it is in flight, an estimate is reserved: its input and its maximum output, or else the average output of earlier requests.
/// A request for which only reserved tokens are left waits until an answer is received. If they are reserved for open streams, it
/// throws a <see cref="ChatBudgetException"/>. Concurrent requests therefore exceed a maximum by no more than one request does, except for
/// the errors of the estimates.
/// </para>
/// </remarks>
public sealed class ChatBudget
{
    private ChatSpending _spent = ChatSpending.None;
    private ChatSpending _reserved = ChatSpending.None;
    private int _waiting;
    private TaskCompletionSource? _released;

    /// <summary>Gets the maximum number of requests. It must be positive. The default is no maximum.</summary>
    public long? MaxRequests { get; init; }

    /// <summary>Gets the maximum number of tokens of the input and the output. It must be positive. The default is no maximum.</summary>
    public long? MaxTokens { get; init; }

    /// <summary>
    /// Gets the maximum cost, in the currency of <see cref="ChatClientOptions.Prices"/>, which must include the model of every request.
    /// It must be positive. The default is no maximum.
    /// </summary>
    public decimal? MaxCost { get; init; }

    /// <summary>Gets what was spent so far. A request counts when it is sent, its tokens and cost when its answer ends. Each read returns the current values.</summary>
    public ChatSpending Spent => Volatile.Read(ref _spent);

    /// <summary>Gets whether requests must reserve their estimate.</summary>
    internal bool LimitsUsage => MaxTokens is not null || MaxCost is not null;

    /// <summary>Returns the budget to use after a reload: the previous one if the maxima are the same, or else the new one with what was spent so far.</summary>
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
    /// <param name="released">The task to await before the next try, if it may not.</param>
    /// <exception cref="ChatBudgetException">A maximum is reached.</exception>
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

        // The code that reads an open stream may be the code that makes this call, so waiting for the stream could be a deadlock.
        if (_waiting == 0)
        {
            throw new ChatBudgetException(reserved, this, isReserved: true);
        }

        _released ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
        released = _released.Task;
        return false;
    }

    /// <summary>Counts a request that waits for its answer.</summary>
    internal void Reserve(ChatSpending estimate)
    {
        Spend(new() { Requests = 1 });
        _reserved = _reserved.Plus(estimate);
        _waiting++;
    }

    /// <summary>Counts the first chunk of a stream, whose estimate remains reserved.</summary>
    internal void BeginStream()
    {
        _waiting--;
        Release();
    }

    /// <summary>Counts what a request used, instead of its estimate.</summary>
    internal void Settle(ChatSpending estimate, ChatSpending used, bool isWaiting)
    {
        _waiting -= isWaiting ? 1 : 0;
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
