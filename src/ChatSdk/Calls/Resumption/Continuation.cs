using System.Diagnostics.CodeAnalysis;

namespace ChatSdk;

/// <summary>
/// Turns the chunks of a continuation into the next chunks of the answer. The first chunks are held back until their text differs
/// from the beginning of the answer, because a server that does not continue the answer generates it again, and no text may be
/// returned twice.
/// </summary>
/// <param name="received">The part of the answer that was sent to be continued.</param>
/// <param name="answer">The answer so far.</param>
internal sealed class Continuation(ReceivedAnswer received, ChatCompletion answer)
{
    // A continuation may begin with fewer of the same characters by chance.
    private const int _fewest = 8;

    private readonly Queue<ChatCompletionChunk> _chunks = [];
    private int _same;
    private string _rest = "";
    private bool _isAccepted = received is { Sent: "", Unsent: "" };
    private bool _hasBegun;

    /// <summary>Gets whether the server generates a new answer.</summary>
    public bool HasStartedOver { get; private set; }

    /// <summary>Gets whether there are chunks to take.</summary>
    public bool HasChunks => _isAccepted && _chunks.Count > 0;

    /// <summary>Takes the next chunk of the answer, unless the chunks are held back.</summary>
    public bool TryTake([NotNullWhen(true)] out ChatCompletionChunk? chunk)
    {
        chunk = null;
        return _isAccepted && _chunks.TryDequeue(out chunk);
    }

    /// <summary>Adds a chunk of the continuation.</summary>
    public void Add(ChatCompletionChunk chunk)
    {
        var joined = Joined(chunk);
        if (!_hasBegun && SaysNothing(joined))
        {
            return;
        }

        _hasBegun = true;
        _chunks.Enqueue(joined);
        if (!_isAccepted)
        {
            Compare(chunk.Text);

            // Reasoning precedes the text, so a continuation of the text has none.
            HasStartedOver |= chunk.Reasoning.Length > 0 && received.Sent.Length > 0;
            Decide(isEnd: chunk.FinishReason is not null || (chunk.Text.Length == 0 && chunk.Choices.Any(choice => choice.SaysSomething)));
        }
    }

    /// <summary>Ends the continuation: no more chunks follow those that are held back.</summary>
    public void End() => Decide(isEnd: true);

    /// <summary>Counts the characters that repeat the beginning of the answer, and stores the text after them.</summary>
    private void Compare(string text)
    {
        var same = _rest.Length > 0 ? 0 : text.AsSpan().CommonPrefixLength(received.Sent.AsSpan(_same));
        _same += same;
        _rest += text[same..];
    }

    private void Decide(bool isEnd)
    {
        if (_isAccepted || HasStartedOver)
        {
            return;
        }

        var repeatsAll = _same == received.Sent.Length;
        var differs = _rest.Length > 0 || isEnd;
        if (repeatsAll ? _same > 0 : _same >= _fewest && differs)
        {
            // If only a few characters were sent, their repetition may be chance, but an exception is better than wrong text.
            HasStartedOver = true;
        }
        else if (repeatsAll || differs)
        {
            Accept(received.Sent[.._same] + _rest, isEnd);
        }
    }

    /// <summary>Releases the chunks, without the start of the text if it repeats the characters that were not sent.</summary>
    private void Accept(string text, bool isEnd)
    {
        var known = text.AsSpan().CommonPrefixLength(received.Unsent);
        if (!isEnd && known == text.Length && known < received.Unsent.Length)
        {
            return;
        }

        _isAccepted = true;
        var surplus = known;
        for (var held = _chunks.Count; held > 0; held--)
        {
            var chunk = _chunks.Dequeue();
            var cut = surplus == 0 ? chunk : Without(chunk, ref surplus);
            if (ReferenceEquals(cut, chunk) || !SaysNothing(cut))
            {
                _chunks.Enqueue(cut);
            }
        }
    }

    /// <summary>Returns the chunk as part of the same answer: without a role, and with the IDs of the first part.</summary>
    private ChatCompletionChunk Joined(ChatCompletionChunk chunk) => chunk with
    {
        Id = answer.Id ?? chunk.Id,
        Created = answer.Created ?? chunk.Created,
        Model = answer.Model ?? chunk.Model,
        Choices = [.. chunk.Choices.Select(choice => choice.Delta?.Role is null ? choice : choice with { Delta = choice.Delta with { Role = null } })],
    };

    private static ChatCompletionChunk Without(ChatCompletionChunk chunk, ref int surplus)
    {
        var choices = chunk.Choices.ToArray();
        for (var place = 0; place < choices.Length; place++)
        {
            if (choices[place].Delta is { Text.Length: > 0 } delta)
            {
                var cut = Math.Min(surplus, delta.Text.Length);
                surplus -= cut;
                var rest = delta.Text.Length == cut ? null : delta.Text[cut..];
                choices[place] = choices[place] with { Delta = delta with { Content = rest }, LogProbs = rest is null ? null : choices[place].LogProbs };
            }
        }

        return chunk with { Choices = choices };
    }

    private static bool SaysNothing(ChatCompletionChunk chunk) =>
        chunk.Usage is null
        && chunk.ExtraFields.Count == 0
        && chunk.Choices.Count > 0
        && chunk.Choices.All(choice => choice is { FinishReason: null, Usage: null, SaysSomething: false });
}
