namespace ChatSdk.Testing;

/// <summary>
/// The answers of a <see cref="FakeChatServer"/> to the requests that match a condition. If there are several answers, each request gets
/// the next one; the last one is repeated until another is added. <see cref="Times"/> limits the number of requests.
/// </summary>
/// <remarks>All members are thread-safe.</remarks>
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

    /// <summary>Gets whether the rule was used less often than required. The caller must hold the lock.</summary>
    internal bool IsUnmet => _taken < (_most ?? 1);

    /// <summary>Limits the rule to one request; later requests fall through to the next rule.</summary>
    /// <returns>This rule.</returns>
    public FakeRule Once() => Times(1);

    /// <summary>
    /// Limits the rule to the given number of requests; later requests fall through to the next rule.
    /// <see cref="FakeChatServer.Verify"/> requires that the rule was used this many times.
    /// </summary>
    /// <param name="count">The number of requests. Without a limit, the rule answers all matching requests.</param>
    /// <returns>This rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not greater than zero.</exception>
    public FakeRule Times(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        lock (_lock)
        {
            _most = count;
        }

        return this;
    }

    /// <summary>Returns the name of the rule, which by default is the source text of its condition.</summary>
    /// <returns>The name, on one line.</returns>
    public override string ToString() => _description;

    /// <summary>Returns the answer to a request; <see langword="null"/> if the rule does not apply to the request. The caller must hold the lock.</summary>
    internal FakeAnswer? Take(FakeRequest request)
    {
        if (_taken >= _most || _answers.Answers.Count == 0 || !_condition(request))
        {
            return null;
        }

        _taken++;
        return _answers.TakeOrRepeat();
    }

    /// <summary>Describes how often the rule was used. The caller must hold the lock.</summary>
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
