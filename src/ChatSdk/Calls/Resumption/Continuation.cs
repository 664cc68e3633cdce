using System.Diagnostics.CodeAnalysis;

namespace ChatSdk;

/// <summary>
/// Converts the chunks of a continuation to the next chunks of the answer. The first chunks are held back until their text differs
/// from the beginning of the answer: a server that does not support continuation generates the answer again, and the caller must
/// not receive any text twice.
/// </summary>
/// <param name="received">The part of the answer that the server was asked to continue.</param>
/// <param name="answer">The answer so far.</param>
internal sealed class Continuation(ReceivedAnswer received, ChatCompletion answer)
{
    // A continuation may begin with the same characters as the answer by chance, but not with this many.
    private const int _minRepeated = 8;

    private readonly Queue<ChatCompletionChunk> _chunks = [];
    private int _repeated;
    private string _rest = "";
    private bool _isAccepted = received is { Sent: "", Unsent: "" };
    private bool _hasBegun;

    /// <summary>Gets whether the server generates a new answer instead of continuing the previous one.</summary>
    public bool HasStartedOver { get; private set; }

    /// <summary>Gets whether <see cref="TryTake"/> would return a chunk.</summary>
    public bool HasChunks => _isAccepted && _chunks.Count > 0;

    /// <summary>Removes and returns the next chunk of the answer, unless the chunks are held back.</summary>
    public bool TryTake([NotNullWhen(true)] out ChatCompletionChunk? chunk)
    {
        chunk = null;
        return _isAccepted && _chunks.TryDequeue(out chunk);
    }

    /// <summary>Adds a chunk of the continuation.</summary>
    public void Add(ChatCompletionChunk chunk)
    {
        var joined = Joined(chunk);
        if (!_hasBegun && IsEmpty(joined))
        {
            return;
        }

        _hasBegun = true;
        _chunks.Enqueue(joined);
        if (!_isAccepted)
        {
            Compare(chunk.Text);

            // Reasoning precedes the text, so a continuation of the text contains no reasoning.
            HasStartedOver |= chunk.Reasoning.Length > 0 && received.Sent.Length > 0;
            Decide(isEnd: chunk.FinishReason is not null || (chunk.Text.Length == 0 && chunk.Choices.Any(choice => choice.HasFragment)));
        }
    }

    /// <summary>Marks the end of the continuation. Chunks that are still held back are then released, unless they repeat the beginning of the answer.</summary>
    public void End() => Decide(isEnd: true);

    /// <summary>Counts the characters that repeat the beginning of the answer, and stores the text that follows them.</summary>
    private void Compare(string text)
    {
        var same = _rest.Length > 0 ? 0 : text.AsSpan().CommonPrefixLength(received.Sent.AsSpan(_repeated));
        _repeated += same;
        _rest += text[same..];
    }

    private void Decide(bool isEnd)
    {
        if (_isAccepted || HasStartedOver)
        {
            return;
        }

        var repeatsAll = _repeated == received.Sent.Length;
        var differs = _rest.Length > 0 || isEnd;
        if (repeatsAll ? _repeated > 0 : _repeated >= _minRepeated && differs)
        {
            // If only a few characters were sent back to the server, it may have repeated them by chance, but a failed call is better than wrong text.
            HasStartedOver = true;
        }
        else if (repeatsAll || differs)
        {
            Accept(received.Sent[.._repeated] + _rest, isEnd);
        }
    }

    /// <summary>Releases the chunks. Their text may begin with some or all of the received characters that were not sent back to the server. These are removed, because the caller already has them.</summary>
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
            if (ReferenceEquals(cut, chunk) || !IsEmpty(cut))
            {
                _chunks.Enqueue(cut);
            }
        }
    }

    /// <summary>Returns the chunk as part of the original answer: without a role, and with the id, time and model of the first response.</summary>
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

    private static bool IsEmpty(ChatCompletionChunk chunk) =>
        chunk.Usage is null
        && chunk.ExtraFields.Count == 0
        && chunk.Choices.Count > 0
        && chunk.Choices.All(choice => choice is { FinishReason: null, Usage: null, HasFragment: false });
}
