namespace ChatSdk.Testing;

/// <summary>Answers in the order in which they were given. It is used under the lock of the <see cref="AnswerBook"/>.</summary>
internal sealed class AnswerQueue
{
    private readonly List<FakeAnswer> _answers = [];
    private bool _isLastTaken = true;

    public IReadOnlyList<FakeAnswer> Answers => _answers;

    public void Add(FakeAnswer answer)
    {
        // An answer that was only kept to be repeated has had its turn.
        if (_isLastTaken)
        {
            _answers.Clear();
        }

        _answers.Add(answer);
        _isLastTaken = false;
    }

    /// <summary>Changes the answer that was given last.</summary>
    public void ChangeLast(Func<AnswerPlan, AnswerPlan> change)
    {
        if (_isLastTaken)
        {
            throw new InvalidOperationException(
                "There is no answer to say this of: none was given yet, or a request has taken it already. Script the answers before the client asks.");
        }

        _answers[^1] = new FakeAnswer(change(_answers[^1].Plan));
    }

    /// <summary>Takes the next answer; <see langword="null"/> if none is left.</summary>
    public FakeAnswer? Take()
    {
        if (_answers.Count == 0)
        {
            return null;
        }

        var next = Peek();
        _answers.RemoveAt(0);
        return next;
    }

    /// <summary>Takes the next answer, but leaves the last one.</summary>
    public FakeAnswer? TakeOrRepeat() => _answers.Count == 1 ? Peek() : Take();

    private FakeAnswer Peek()
    {
        _isLastTaken |= _answers.Count == 1;
        return _answers[0];
    }
}
