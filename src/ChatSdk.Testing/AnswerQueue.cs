namespace ChatSdk.Testing;

/// <summary>A queue of answers. Callers must hold the lock of the <see cref="AnswerBook"/>.</summary>
internal sealed class AnswerQueue
{
    private readonly List<FakeAnswer> _answers = [];
    private bool _isLastTaken = true;

    public IReadOnlyList<FakeAnswer> Answers => _answers;

    public void Add(FakeAnswer answer)
    {
        // An answer that was taken but is still in the list is there only to be repeated. The new answer replaces it.
        if (_isLastTaken)
        {
            _answers.Clear();
        }

        _answers.Add(answer);
        _isLastTaken = false;
    }

    /// <summary>Changes the answer that was added last.</summary>
    public void ChangeLast(Func<AnswerPlan, AnswerPlan> change)
    {
        if (_isLastTaken)
        {
            throw new InvalidOperationException(
                "There is no answer to change: none has been added yet, or a request has already taken it. Script the answers before the client sends its request.");
        }

        _answers[^1] = new FakeAnswer(change(_answers[^1].Plan));
    }

    /// <summary>Removes and returns the next answer; <see langword="null"/> if none is left.</summary>
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

    /// <summary>Removes and returns the next answer. If only one is left, it is not removed, so that it is repeated. Returns <see langword="null"/> if there is none.</summary>
    public FakeAnswer? TakeOrRepeat() => _answers.Count == 1 ? Peek() : Take();

    /// <summary>Returns the next answer without removing it. If it is the last one, it counts as taken.</summary>
    private FakeAnswer Peek()
    {
        _isLastTaken |= _answers.Count == 1;
        return _answers[0];
    }
}
