namespace ChatSdk;

/// <summary>The options for <c>RunToolsAsync</c> and <c>RunToolsStreamAsync</c>.</summary>
public sealed class ChatToolRunOptions
{
    /// <summary>Gets or sets the maximum number of requests to the model. The default is 10.</summary>
    public int MaxRounds { get; set; } = 10;

    /// <summary>
    /// Gets or sets the maximum number of tools that run concurrently. The default is 8. If
    /// <see cref="ChatCompletionRequest.ParallelToolCalls"/> of the request is <see langword="false"/>, the maximum is 1.
    /// </summary>
    public int MaxParallelCalls { get; set; } = 8;

    /// <summary>
    /// Gets or sets the time limit of each tool call. The default is no limit. When the limit is reached, the tool's token is canceled, the
    /// run no longer waits for the tool, and a <see cref="TimeoutException"/> is reported to the model like any exception that a tool throws.
    /// <see cref="ChatTool.WithTimeout"/> overrides the limit for a single tool.
    /// </summary>
    public TimeSpan ToolTimeout { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>
    /// Gets or sets a callback that decides whether a call may run, for example by asking the user; by default, all calls may run. It is
    /// invoked for the calls in an answer one after another, before any of them runs. A refusal is reported to the model. To refuse a
    /// call with a reason, or to make the decision later, use <see cref="Decide"/> instead.
    /// </summary>
    public Func<ChatToolCall, CancellationToken, ValueTask<bool>>? Approve { get; set; }

    /// <summary>
    /// Gets or sets a callback that is like <see cref="Approve"/>, but can also refuse a call with a reason or return
    /// <see cref="ChatToolDecision.Pending"/>. If a decision is pending, the approved calls in the answer are run, and then the run stops:
    /// <see cref="ChatToolRun.PendingCalls"/> contains the calls without a decision. To resume the run, even in another process, start
    /// a new one whose request contains its messages (<see cref="ChatToolRun.Messages"/>); the callback is then invoked again for the pending
    /// calls. <see cref="Approve"/> and <see cref="Decide"/> cannot both be set.
    /// </summary>
    public Func<ChatToolCall, CancellationToken, ValueTask<ChatToolDecision>>? Decide { get; set; }

    /// <summary>
    /// Gets or sets whether arguments that do not match the schema are converted if possible: a string that contains a
    /// number, a boolean or JSON becomes that value, and a single value becomes a list if the schema requires one. The default is
    /// <see langword="true"/>. <see cref="Approve"/>, <see cref="Decide"/> and the tool receive the converted arguments; the messages contain
    /// the original ones.
    /// </summary>
    public bool LenientArguments { get; set; } = true;

    /// <summary>
    /// Gets or sets whether a tool that fails ends the run with a <see cref="ChatToolRunException"/>. The default is
    /// <see langword="false"/>: the error is reported to the model. This also applies to missing tools and to invalid arguments.
    /// </summary>
    public bool StopOnToolError { get; set; }

    /// <summary>
    /// Gets or sets a callback that returns the text that is sent to the model if a tool throws an exception. By default, the text
    /// contains the exception's message, so set this property if exception messages may contain confidential data.
    /// </summary>
    public Func<ChatToolCall, Exception, string>? DescribeError { get; set; }

    /// <summary>Gets or sets a budget for the requests of the run, which applies in addition to the client's budget and to <see cref="ChatCallOptions.Budget"/>. The default is none.</summary>
    public ChatBudget? Budget { get; set; }

    private static ArgumentException TooSmall(string option, int value, string parameter) =>
        WrongArgument.Because($"{option} is {value}, but must be at least 1.", parameter);

    /// <summary>Returns a copy, so that the caller cannot change the options during the run.</summary>
    /// <exception cref="ArgumentException">A value is out of range, or <see cref="Approve"/> and <see cref="Decide"/> are both set.</exception>
    internal static ChatToolRunOptions CheckedCopy(ChatToolRunOptions? options, string parameter)
    {
        options ??= new ChatToolRunOptions();
        return options.MaxRounds < 1 ? throw TooSmall(nameof(MaxRounds), options.MaxRounds, parameter)
            : options.MaxParallelCalls < 1 ? throw TooSmall(nameof(MaxParallelCalls), options.MaxParallelCalls, parameter)
            : options is { Approve: not null, Decide: not null } ? throw WrongArgument.Because("Approve and Decide are both set, but only one of them may be set.", parameter)
            : ChatClientOptionsValidator.LimitFailure(nameof(ToolTimeout), options.ToolTimeout) is { } failure ? throw WrongArgument.Because(failure, parameter)
            : (ChatToolRunOptions)options.MemberwiseClone();
    }
}
