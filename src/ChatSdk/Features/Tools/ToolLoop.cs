using System.Runtime.CompilerServices;

namespace ChatSdk;

/// <summary>The state of a tool run: the conversation so far, and the calls without a result.</summary>
internal sealed class ToolLoop
{
    private readonly ChatCompletionRequest _request;
    private readonly ChatToolRunOptions _options;
    private readonly ToolTable _tools;
    private readonly List<ChatMessage> _messages;
    private readonly List<ChatCompletion> _completions = [];
    private bool _isFirstRoundOver;

    /// <summary>Initializes a new instance of the <see cref="ToolLoop"/> class.</summary>
    /// <exception cref="ArgumentException">An option is invalid, or a tool has no handler.</exception>
    public ToolLoop(ChatCompletionRequest request, ChatToolRunOptions? options, ChatClientOptions client)
    {
        ArgumentNullException.ThrowIfNull(request);
        _request = request;
        _options = ChatToolRunOptions.CheckedCopy(options, nameof(options));
        _tools = new ToolTable(request, _options, client);
        _messages = [.. request.Messages];
    }

    /// <summary>Gets whether the run sends no further requests, because the last answer has no tool calls, or because a decision is pending.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Gets the model that the request specifies; <see langword="null"/> if the client's model is used.</summary>
    public string? Model => _request.Model;

    public ChatToolRun ToRun() => new(_messages, _completions);

    /// <summary>Returns the next request. A tool is forced only in the first round, because otherwise the run would never end.</summary>
    public ChatCompletionRequest Next() => _request with
    {
        Messages = _messages,
        ToolChoice = _isFirstRoundOver ? _request.ToolChoice?.WithoutForce() : _request.ToolChoice,
        FunctionCall = _isFirstRoundOver ? _request.FunctionCall?.WithoutForce() : _request.FunctionCall,
    };

    /// <summary>Adds an answer.</summary>
    /// <exception cref="ChatIncompleteException">The answer was cut off and has tool calls, which may be incomplete.</exception>
    /// <exception cref="ChatToolRunException">The finish reason indicates tool calls, but the answer has none.</exception>
    public void Add(ChatCompletion answer)
    {
        IsDone = CallsInMessage.Of(answer.Message).Count == 0;
        if (!IsDone && answer.Incompleteness is { } cut)
        {
            cut.ToolRun = ToRun();
            throw cut;
        }

        _isFirstRoundOver = true;
        _completions.Add(answer);
        if (IsDone && answer.FinishReason?.Kind is FinishReasonKind.ToolCalls or FinishReasonKind.FunctionCall)
        {
            throw new ChatToolRunException("The finish reason of the response indicates tool calls, but the response has none.") { ToolRun = ToRun() };
        }

        if (answer.Message is { } message)
        {
            _messages.Add(message.Role is null ? message with { Role = ChatRole.Assistant } : message);
        }
    }

    /// <summary>Runs the calls in the last answer and adds the results.</summary>
    /// <exception cref="ChatToolRunException">The maximum number of rounds is reached, a tool failed and <see cref="ChatToolRunOptions.StopOnToolError"/> is set, or a callback in the options failed.</exception>
    public async ValueTask RunCallsAsync(CancellationToken cancellationToken)
    {
        await foreach (var step in RunCallsStepwiseAsync(cancellationToken).ConfigureAwait(false))
        {
            _ = step;
        }
    }

    /// <summary>Runs the calls like <see cref="RunCallsAsync"/>, and returns an update when each call starts and when its result is available.</summary>
    public async IAsyncEnumerable<ChatToolRunUpdate> RunCallsStepwiseAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (answer, calls) = CallsInMessage.Open(_messages);
        if (calls.Count == 0)
        {
            yield break;
        }

        if (_completions.Count >= _options.MaxRounds)
        {
            throw new ChatToolRunException($"The model still calls tools after {_options.MaxRounds} rounds (MaxRounds).") { ToolRun = ToRun() };
        }

        var prepared = calls.Select(call => (Call: call, Prepared: _tools.Prepare(call, cancellationToken))).ToList();
        var ready = await DecideAsync(prepared, cancellationToken).ConfigureAwait(false);
        IsDone = ready.Count < prepared.Count;
        foreach (var (call, runnable, _) in ready)
        {
            yield return new ChatToolRunUpdate { Call = call, ConvertedArguments = runnable.Converted };
        }

        _isFirstRoundOver = true;
        var batch = new ToolBatch(_tools, _options, _request.ParallelToolCalls == false ? 1 : _options.MaxParallelCalls, [.. ready.Select(item => (item.Prepared, item.Decision))], cancellationToken);
        await using var closing = batch.ConfigureAwait(false);
        calls = [.. ready.Select(item => item.Call)];
        for (var place = 0; place < calls.Count; place++)
        {
            await TakeResultAsync(batch, answer!, calls, place).ConfigureAwait(false);
            yield return new ChatToolRunUpdate { Call = calls[place], ConvertedArguments = ready[place].Prepared.Converted, Result = _messages[^1] };
        }
    }

    /// <summary>Awaits a step of the run. If it fails, the steps before it are added to the exception.</summary>
    public async ValueTask<T> WithRunAsync<T>(ValueTask<T> step)
    {
        try
        {
            return await step.ConfigureAwait(false);
        }
        catch (ChatException exception)
        {
            exception.ToolRun = ToRun();
            throw;
        }
    }

    private async ValueTask TakeResultAsync(ToolBatch batch, ChatMessage answer, IReadOnlyList<ChatToolCall> calls, int place)
    {
        try
        {
            var content = await batch.ResultAsync(place).ConfigureAwait(false);
            _messages.Add(CallsInMessage.Result(answer, calls[place], content));
        }
        catch (ChatToolRunException exception)
        {
            // The results of later calls that have already completed are added, so that a resumed run does not repeat these calls.
            _messages.AddRange(
                from later in Enumerable.Range(place + 1, calls.Count - place - 1)
                where batch.FindResult(later) is not null
                select CallsInMessage.Result(answer, calls[later], batch.FindResult(later)!));
            exception.ToolRun = ToRun();
            throw;
        }
    }

    /// <summary>Returns the calls for which no decision is pending, in order.</summary>
    private async ValueTask<List<(ChatToolCall Call, PreparedCall Prepared, ChatToolDecision Decision)>> DecideAsync(List<(ChatToolCall Call, PreparedCall Prepared)> calls, CancellationToken cancellationToken)
    {
        List<(ChatToolCall Call, PreparedCall Prepared, ChatToolDecision Decision)> decided = [];
        foreach (var (call, prepared) in calls)
        {
            // No decision is needed for a call that cannot run. Instead, the model is told why it cannot run.
            var decision = prepared.Mistake is null ? await DecideAsync(prepared.Call, cancellationToken).ConfigureAwait(false) : ChatToolDecision.Approved;
            if (decision != ChatToolDecision.Pending)
            {
                decided.Add((call, prepared, decision));
            }
        }

        return decided;
    }

    private async ValueTask<ChatToolDecision> DecideAsync(ChatToolCall call, CancellationToken cancellationToken)
    {
        try
        {
            if (_options.Decide is { } decide)
            {
                return await BoundedWait<ChatToolDecision>.ForAsync(decide(call, cancellationToken).AsTask(), cancellationToken).ConfigureAwait(false)
                    ?? throw new InvalidOperationException("The callback returned null.");
            }

            return _options.Approve is not { } approve || await BoundedWait<bool>.ForAsync(approve(call, cancellationToken).AsTask(), cancellationToken).ConfigureAwait(false)
                ? ChatToolDecision.Approved
                : ChatToolDecision.Refused();
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            var failure = ToolFailure.Of(call, exception, _options.Decide is null ? nameof(ChatToolRunOptions.Approve) : nameof(ChatToolRunOptions.Decide));
            failure.ToolRun = ToRun();
            throw failure;
        }
    }
}
