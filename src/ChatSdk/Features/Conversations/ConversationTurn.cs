namespace ChatSdk;

/// <summary>A user message and the messages that have followed it so far: answers, tool calls and their results.</summary>
/// <param name="prompt">The user message; <see langword="null"/> if the conversation is continued without a new one.</param>
/// <param name="before">The number of messages before the turn.</param>
internal sealed class ConversationTurn(ChatMessage? prompt, int before)
{
    private readonly List<ChatMessage> _messages = prompt is null ? [] : [prompt];
    private ChatCompletionAccumulator _answer = new();

    /// <summary>Gets the number of messages before the turn.</summary>
    public int Before { get; } = before;

    /// <summary>Gets the token usage of the answers that were received so far.</summary>
    public ChatUsage? Usage { get; private set; }

    /// <summary>Adds a step of the turn.</summary>
    public void Add(ChatToolRunUpdate step)
    {
        if (step.Chunk is { } chunk)
        {
            _answer.Add(chunk);
        }

        if (step.Call is not null && _answer.Count > 0)
        {
            var answer = EndAnswer();
            _messages.Add(answer.Message! with { Role = ChatRole.Assistant });
        }

        if (step.Result is { } result)
        {
            _messages.Add(result);
        }
    }

    /// <summary>Replaces the messages with those of a tool run, which may have failed or been canceled; has no effect if the run is <see langword="null"/>.</summary>
    public void Add(ChatToolRun? run)
    {
        if (run is not null)
        {
            _messages.Clear();
            _messages.AddRange(run.Messages.Skip(Before));
            Usage = run.Usage;
        }
    }

    /// <summary>
    /// Ends an interrupted turn, and returns its messages. An answer with tool calls that have no result yet is removed, together with the
    /// results of its other calls. The text of an incomplete answer is added as the last message. The list is empty if there is no answer.
    /// </summary>
    public IReadOnlyList<ChatMessage> Break()
    {
        var text = EndAnswer().Text;
        var (answer, open) = CallsInMessage.Open(_messages);
        if (open.Count > 0)
        {
            var from = _messages.FindLastIndex(message => ReferenceEquals(message, answer));
            _messages.RemoveRange(from, _messages.Count - from);
        }

        if (text.Length > 0)
        {
            _messages.Add(ChatMessage.Assistant(text));
        }

        return _messages.Count > (prompt is null ? 0 : 1) ? _messages : [];
    }

    private ChatCompletion EndAnswer()
    {
        var answer = _answer.ToCompletion();
        Usage = UsageTotal.Add(Usage, answer.Usage);
        _answer = new ChatCompletionAccumulator();
        return answer;
    }
}
