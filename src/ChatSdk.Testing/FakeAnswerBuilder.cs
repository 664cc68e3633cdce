namespace ChatSdk.Testing;

/// <summary>
/// The base class with the methods that set the content of an answer, and that specify how it is sent and how it ends. The methods of a
/// <see cref="FakeAnswer"/> return a changed copy; those of a <see cref="FakeChatServer"/> or a <see cref="FakeRule"/> change the answer that
/// was added last.
/// </summary>
/// <typeparam name="TSelf">The return type of the methods.</typeparam>
public abstract partial class FakeAnswerBuilder<TSelf>
    where TSelf : FakeAnswerBuilder<TSelf>
{
    private protected FakeAnswerBuilder()
    {
    }

    /// <summary>Adds a tool call after the existing text and tool calls.</summary>
    /// <param name="name">The name of the tool.</param>
    /// <param name="arguments">The arguments, as JSON. They are sent unchanged, even if they are not valid JSON.</param>
    /// <returns>A changed copy of a <see cref="FakeAnswer"/>, or the same server or rule.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="InvalidOperationException">The answer was not created with <c>Text</c>, <c>Stream</c>, <c>Refusal</c> or <c>ToolCall</c>.</exception>
    public TSelf WithToolCall(string name, string arguments)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(arguments);
        return Say(speech => speech with { ToolCalls = speech.ToolCalls.Add(new SpokenCall(name, arguments)) });
    }

    /// <summary>Sets the reasoning. A stream sends it before the text, word by word.</summary>
    /// <param name="reasoning">The text of the reasoning.</param>
    /// <param name="field">The name of the field. Servers use <c>reasoning_content</c>, the default, or <c>reasoning</c>.</param>
    /// <returns>A changed copy of a <see cref="FakeAnswer"/>, or the same server or rule.</returns>
    /// <exception cref="ArgumentException">An argument is <see langword="null"/>, or <paramref name="field"/> is empty.</exception>
    /// <exception cref="InvalidOperationException">The answer was not created with <c>Text</c>, <c>Stream</c>, <c>Refusal</c> or <c>ToolCall</c>.</exception>
    public TSelf WithReasoning(string reasoning, string field = "reasoning_content")
    {
        ArgumentNullException.ThrowIfNull(reasoning);
        ArgumentException.ThrowIfNullOrEmpty(field);
        return Say(speech => speech with { Reasoning = reasoning, ReasoningField = field });
    }

    /// <summary>
    /// Sets the finish reason. The default is <c>tool_calls</c> if the model calls a tool, and otherwise <c>stop</c>.
    /// </summary>
    /// <param name="reason">The finish reason, such as <see cref="FinishReason.Length"/>.</param>
    /// <returns>A changed copy of a <see cref="FakeAnswer"/>, or the same server or rule.</returns>
    /// <exception cref="InvalidOperationException">The answer was not created with <c>Text</c>, <c>Stream</c>, <c>Refusal</c> or <c>ToolCall</c>.</exception>
    public TSelf WithFinishReason(FinishReason reason) => Say(speech => speech with { FinishReason = reason.Value });

    /// <summary>Sets the usage to report; by default, words are counted as tokens. A stream reports it even if usage was not requested.</summary>
    /// <param name="usage">The usage.</param>
    /// <returns>A changed copy of a <see cref="FakeAnswer"/>, or the same server or rule.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="usage"/> is <see langword="null"/>.</exception>
    /// <exception cref="InvalidOperationException">The answer was not created with <c>Text</c>, <c>Stream</c>, <c>Refusal</c> or <c>ToolCall</c>.</exception>
    public TSelf WithUsage(ChatUsage usage)
    {
        ArgumentNullException.ThrowIfNull(usage);
        return Say(speech => speech with { Usage = usage });
    }

    private protected abstract TSelf Change(Func<AnswerPlan, AnswerPlan> change);

    private TSelf Say(Func<Speech, Speech> change) => Change(plan => plan.Speech is { } speech
        ? plan with { Speech = change(speech) }
        : throw new InvalidOperationException("Only answers created with Text, Stream, Refusal or ToolCall support this setting."));
}
