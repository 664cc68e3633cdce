namespace ChatSdk;

/// <summary>The result of a tool run: all messages and answers.</summary>
/// <remarks>It is immutable and safe to share between threads.</remarks>
public sealed class ChatToolRun
{
    internal ChatToolRun(IEnumerable<ChatMessage> messages, IEnumerable<ChatCompletion> completions)
    {
        Messages = WireList<ChatMessage>.From(messages);
        Completions = WireList<ChatCompletion>.From(completions);
    }

    /// <summary>Gets the complete conversation: the messages of the request, followed by all answers and tool results, in order.</summary>
    public IReadOnlyList<ChatMessage> Messages { get; }

    /// <summary>Gets all answers from the model, in order.</summary>
    public IReadOnlyList<ChatCompletion> Completions { get; }

    /// <summary>
    /// Gets the calls in the last answer that have no result yet; empty if the run is complete. The decision about these calls is pending
    /// (see <see cref="ChatToolRunOptions.Decide"/>), or the run failed before they ended. To resume the run, start another one with
    /// <see cref="Messages"/> in its request; these calls run first.
    /// </summary>
    public IReadOnlyList<ChatToolCall> PendingCalls => CallsInMessage.Open([.. Messages]).Calls;

    /// <summary>Gets the last answer; <see langword="null"/> if the run ended before the first answer.</summary>
    public ChatCompletion? Completion => Completions.Count > 0 ? Completions[^1] : null;

    /// <summary>Gets the text of the last answer; empty if there is none.</summary>
    public string Text => Completion?.Text ?? "";

    /// <summary>Gets the total token usage of all answers; <see langword="null"/> if no answer contains its usage.</summary>
    public ChatUsage? Usage => Completions.Select(completion => completion.Usage).Aggregate((ChatUsage?)null, UsageTotal.Add);
}
