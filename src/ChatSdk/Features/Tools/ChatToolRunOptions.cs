namespace ChatSdk;

/// <summary>How <c>RunToolsAsync</c> goes about it.</summary>
public sealed class ChatToolRunOptions
{
    /// <summary>Gets or sets how often the model is asked at most; 10 by default.</summary>
    public int MaxRounds { get; set; } = 10;

    /// <summary>
    /// Gets or sets how many tools run at once; 8 by default, 1 for one after another. If the request says
    /// <see cref="ChatCompletionRequest.ParallelToolCalls"/> <see langword="false"/>, it is one.
    /// </summary>
    public int MaxParallelCalls { get; set; } = 8;

    /// <summary>
    /// Gets or sets what decides whether a call may run, for example by asking the user; by default all may. The calls of an answer are put
    /// to it one after another, before any of them runs. The model is told of a refusal.
    /// </summary>
    public Func<ChatToolCall, CancellationToken, ValueTask<bool>>? Approve { get; set; }

    /// <summary>
    /// Gets or sets whether arguments that do not fit are converted where the schema says what was meant; on by default: a number
    /// or a boolean in a string, JSON in a string, one value instead of a list. <see cref="Approve"/> and the tool get the
    /// converted arguments; the history keeps what the model wrote.
    /// </summary>
    public bool LenientArguments { get; set; } = true;

    /// <summary>
    /// Gets or sets whether a tool that fails ends the run with a <see cref="ChatToolRunException"/>. By default the model is
    /// told instead, and can try otherwise. The same holds for a tool that does not exist, and for arguments that do not fit.
    /// </summary>
    public bool StopOnToolError { get; set; }

    /// <summary>
    /// Gets or sets what tells the model of an exception that a tool threw. By default it is told the exception's message, so
    /// set this if messages of yours hold what the model's maker must not know.
    /// </summary>
    public Func<ChatToolCall, Exception, string>? DescribeError { get; set; }

    private static ArgumentException TooSmall(string option, int value, string parameter) =>
        WrongArgument.Because($"{option} is {value}; it must be 1 or more.", parameter);

    internal static ChatToolRunOptions Check(ChatToolRunOptions? options, string parameter)
    {
        options ??= new ChatToolRunOptions();
        return options.MaxRounds < 1 ? throw TooSmall(nameof(MaxRounds), options.MaxRounds, parameter)
            : options.MaxParallelCalls < 1 ? throw TooSmall(nameof(MaxParallelCalls), options.MaxParallelCalls, parameter)
            : options;
    }
}
