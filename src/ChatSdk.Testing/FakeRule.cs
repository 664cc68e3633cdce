namespace ChatSdk.Testing;

/// <summary>
/// What a <see cref="FakeChatServer"/> answers to the requests that fulfil a condition. Several answers are given one after
/// the other; the last one is given from then on or until another is added, unless <see cref="Times"/> says how often.
/// </summary>
/// <remarks>All members are safe to use from several threads at once.</remarks>
public sealed class FakeRule : FakeScript<FakeRule>
{
    private readonly object _lock;
    private readonly Func<FakeRequest, bool> _condition;
    private readonly string _description;
    private readonly AnswerQueue _answers = new();
    private int? _most;
    private int _taken;

    internal FakeRule(object bookLock, Func<FakeRequest, bool> condition, string description)
    {
        _lock = bookLock;
        _condition = condition;
        _description = OneLine.Of(description, 200);
    }

    /// <summary>Gets whether the rule was not used as often as it was meant to be. Read under the lock.</summary>
    internal bool IsUnmet => _taken < (_most ?? 1);

    /// <summary>Answers one request; later ones go on to the next rule.</summary>
    /// <returns>This rule.</returns>
    public FakeRule Once() => Times(1);

    /// <summary>Answers so many requests; later ones go on to the next rule.</summary>
    /// <param name="count">How many; without a number it is all.</param>
    /// <returns>This rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not above zero.</exception>
    public FakeRule Times(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        lock (_lock)
        {
            _most = count;
        }

        return this;
    }

    /// <summary>Gives the condition, as it stands in the test.</summary>
    /// <returns>The condition.</returns>
    public override string ToString() => _description;

    /// <summary>Gives the answer to a request; <see langword="null"/> if the rule does not hold for it. Called under the lock.</summary>
    internal FakeAnswer? Take(FakeRequest request)
    {
        if (_taken >= _most || _answers.Answers.Count == 0 || !_condition(request))
        {
            return null;
        }

        _taken++;
        return _answers.TakeOrRepeat();
    }

    /// <summary>Says how often the rule was used. Called under the lock.</summary>
    internal string Report() => (_most, _answers.Answers.Count) switch
    {
        (_, 0) => $"{_description}: has no answer",
        ({ } most, _) => $"{_description}: used {_taken} of {most} times",
        _ => $"{_description}: used {_taken} times",
    };

    private protected override FakeRule Add(FakeAnswer answer)
    {
        lock (_lock)
        {
            _answers.Add(answer);
        }

        return this;
    }

    private protected override FakeRule Change(Func<AnswerPlan, AnswerPlan> change)
    {
        lock (_lock)
        {
            _answers.ChangeLast(change);
        }

        return this;
    }
}
