using System.Collections.Immutable;
using System.Threading.Channels;

namespace ChatSdk.Testing;

/// <summary>
/// The journal of requests and the queue of answers. One lock guards both, so that the first request in the journal receives the first answer
/// in the queue even if requests are concurrent.
/// </summary>
internal sealed class AnswerBook
{
    private readonly object _lock = new();
    private readonly AnswerQueue _queue = new();
    private readonly List<FakeRule> _rules = [];
    private readonly List<string> _unmatched = [];
    private readonly Channel<FakeRequest> _unseen = Channel.CreateUnbounded<FakeRequest>();
    private readonly Func<FakeRequest, AnswerPlan?>? _fallback;
    private readonly string? _source;
    private ImmutableList<FakeRequest> _requests = [];
    private AnswerQueue _always = new();
    private AnswerQueue _last;
    private bool _isStrict;

    /// <summary>Initializes a new instance of the <see cref="AnswerBook"/> class.</summary>
    /// <param name="fallback">A callback that supplies answers to unscripted requests. If it is <see langword="null"/>, the user's message is echoed, unless <see cref="IsStrict"/> is set.</param>
    /// <param name="source">The name of the recording that <paramref name="fallback"/> replays. It is used in messages.</param>
    public AnswerBook(Func<FakeRequest, AnswerPlan?>? fallback = null, string? source = null)
    {
        _last = _queue;
        _fallback = fallback;
        _source = source;
    }

    public IReadOnlyList<FakeRequest> Requests
    {
        get
        {
            lock (_lock)
            {
                return _requests;
            }
        }
    }

    public bool IsStrict
    {
        get
        {
            lock (_lock)
            {
                return _isStrict;
            }
        }

        set
        {
            lock (_lock)
            {
                _isStrict = value;
            }
        }
    }

    public void Add(FakeAnswer answer)
    {
        lock (_lock)
        {
            _queue.Add(answer);
            _last = _queue;
        }
    }

    /// <summary>Changes the answer that was added last, which may be the default answer.</summary>
    public void ChangeLast(Func<AnswerPlan, AnswerPlan> change)
    {
        lock (_lock)
        {
            _last.ChangeLast(change);
        }
    }

    public void AddDefault(FakeAnswer answer)
    {
        lock (_lock)
        {
            _always = new AnswerQueue();
            _always.Add(answer);
            _last = _always;
        }
    }

    public FakeRule AddRule(Func<FakeRequest, bool> condition, string description)
    {
        lock (_lock)
        {
            var rule = new FakeRule(_lock, condition, description);
            _rules.Add(rule);
            return rule;
        }
    }

    public AnswerPlan Take(FakeRequest request)
    {
        FakeAnswer? answer;
        int number;
        lock (_lock)
        {
            _requests = _requests.Add(request);
            number = _requests.Count;
            _unseen.Writer.TryWrite(request);
            try
            {
                answer = FromRules(request) ?? _queue.Take() ?? _always.TakeOrRepeat();
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // A condition is the test's own code. If it throws, the test must see its exception and not just a closed connection.
                return Refuse(request, $"a condition threw {error.GetType().Name}: {error.Message}");
            }
        }

        return answer?.Plan.For(request, number) ?? Unscripted(request, number) ?? Refuse(request, "no scripted answer matches");
    }

    public ValueTask<FakeRequest> NextAsync(CancellationToken cancellationToken) =>
        _unseen.Reader.ReadAsync(cancellationToken);

    public void Close() => _unseen.Writer.TryComplete();

    /// <summary>Returns a report of the differences from the script; <see langword="null"/> if there are none. Each unmatched request is reported only once.</summary>
    /// <param name="withUnused">Whether to report unused answers and rules too.</param>
    public string? TakeReport(bool withUnused)
    {
        lock (_lock)
        {
            var isUnmet = withUnused && (_queue.Answers.Count > 0 || _rules.Exists(rule => rule.IsUnmet));
            if (_unmatched.Count == 0 && !isUnmet)
            {
                return null;
            }

            var report = ScriptReport.Write(_unmatched, _rules, _queue.Answers, _source);
            _unmatched.Clear();
            return report;
        }
    }

    private FakeAnswer? FromRules(FakeRequest request)
    {
        foreach (var rule in _rules)
        {
            if (rule.Take(request) is { } answer)
            {
                return answer;
            }
        }

        return null;
    }

    private AnswerPlan? Unscripted(FakeRequest request, int number)
    {
        if (_fallback is not null)
        {
            return _fallback(request);
        }

        return IsStrict ? null : EchoAnswer.To(request, number, text => Speech.Saying($"You said: {text}"));
    }

    // Clients do not retry status 404, so the test fails without a delay.
    private AnswerPlan Refuse(FakeRequest request, string why)
    {
        lock (_lock)
        {
            var mismatch = $"{request.Describe()}: {why}";
            _unmatched.Add(mismatch);
            var message = "The fake server has no answer. " + ScriptReport.Write([mismatch], _rules, _queue.Answers, _source);
            return FakeAnswer.Json(WireJson.Error(message, "no_answer_scripted", param: null, code: null), 404).Plan;
        }
    }
}
