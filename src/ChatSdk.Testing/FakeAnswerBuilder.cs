namespace ChatSdk.Testing;

/// <summary>
/// What can be said of an answer: what it reports, how it travels and how it ends. A <see cref="FakeAnswer"/> gives back a
/// changed copy; a <see cref="FakeChatServer"/> and a <see cref="FakeRule"/> change the answer that they were given last.
/// </summary>
/// <typeparam name="TSelf">What the methods give back.</typeparam>
public abstract partial class FakeAnswerBuilder<TSelf>
    where TSelf : FakeAnswerBuilder<TSelf>
{
    private protected FakeAnswerBuilder()
    {
    }

    /// <summary>Lets the model call this tool too, after all that it says and calls so far.</summary>
    /// <param name="name">The tool's name.</param>
    /// <param name="arguments">The arguments, as JSON. The text is sent as it is, whether it is good JSON or not.</param>
    /// <returns>The answer with the call.</returns>
    /// <exception cref="InvalidOperationException">The answer is not one that a model says.</exception>
    public TSelf WithToolCall(string name, string arguments)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(arguments);
        return Say(speech => speech with { ToolCalls = speech.ToolCalls.Add(new SpokenCall(name, arguments)) });
    }

    /// <summary>Lets the model think before it speaks. In a stream its thoughts come first, word by word.</summary>
    /// <param name="reasoning">What it thinks.</param>
    /// <param name="field">The field that it stands in. Servers use <c>reasoning_content</c>, the default, or <c>reasoning</c>.</param>
    /// <returns>The answer with the reasoning.</returns>
    /// <exception cref="InvalidOperationException">The answer is not one that a model says.</exception>
    public TSelf WithReasoning(string reasoning, string field = "reasoning_content")
    {
        ArgumentNullException.ThrowIfNull(reasoning);
        ArgumentException.ThrowIfNullOrEmpty(field);
        return Say(speech => speech with { Reasoning = reasoning, ReasoningField = field });
    }

    /// <summary>
    /// Ends the answer for this reason. Without it the reason is <c>tool_calls</c> where a tool is called, and otherwise
    /// <c>stop</c>.
    /// </summary>
    /// <param name="reason">The reason, such as <see cref="FinishReason.Length"/>.</param>
    /// <returns>The answer with the reason.</returns>
    /// <exception cref="InvalidOperationException">The answer is not one that a model says.</exception>
    public TSelf WithFinishReason(FinishReason reason) => Say(speech => speech with { FinishReason = reason.Value });

    /// <summary>Reports these tokens instead of counting words, in a stream even if they were not asked for.</summary>
    /// <param name="usage">The tokens.</param>
    /// <returns>The answer with the usage.</returns>
    /// <exception cref="InvalidOperationException">The answer is not one that a model says.</exception>
    public TSelf WithUsage(ChatUsage usage)
    {
        ArgumentNullException.ThrowIfNull(usage);
        return Say(speech => speech with { Usage = usage });
    }

    private protected abstract TSelf Change(Func<AnswerPlan, AnswerPlan> change);

    private TSelf Say(Func<Speech, Speech> change) => Change(plan => plan.Speech is { } speech
        ? plan with { Speech = change(speech) }
        : throw new InvalidOperationException("Only an answer that a model says can have this: Text, Stream, Refusal or ToolCall."));
}
