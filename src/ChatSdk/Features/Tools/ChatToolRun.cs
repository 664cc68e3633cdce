namespace ChatSdk;

/// <summary>The result of a tool run: the last answer, and all messages.</summary>
/// <remarks>It is immutable and safe to share between threads.</remarks>
public sealed class ChatToolRun
{
    internal ChatToolRun(IEnumerable<ChatMessage> messages, IEnumerable<ChatCompletion> completions)
    {
        Messages = WireList<ChatMessage>.From(messages);
        Completions = WireList<ChatCompletion>.From(completions);
    }

    /// <summary>Gets the whole conversation: the messages of the request, and after them every answer and every tool's result in their order.</summary>
    public IReadOnlyList<ChatMessage> Messages { get; }

    /// <summary>Gets every answer of the model, in their order.</summary>
    public IReadOnlyList<ChatCompletion> Completions { get; }

    /// <summary>Gets the last answer; <see langword="null"/> if a run failed before there was one.</summary>
    public ChatCompletion? Completion => Completions.Count > 0 ? Completions[^1] : null;

    /// <summary>Gets the text of the last answer; empty if there is none.</summary>
    public string Text => Completion?.Text ?? "";

    /// <summary>Gets what all the answers cost together; <see langword="null"/> if the server never said.</summary>
    public ChatUsage? Usage => Completions.Select(completion => completion.Usage).Aggregate((ChatUsage?)null, UsageTotal.Add);
}
