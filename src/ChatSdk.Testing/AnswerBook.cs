using System.Collections.Immutable;
using System.Threading.Channels;

namespace ChatSdk.Testing;

/// <summary>
/// Who asked, and what comes next. One lock holds both together: the first request of the journal gets the first
/// answer of the queue, however many come at once.
/// </summary>
internal sealed class AnswerBook
{
    private readonly Queue<FakeAnswer> _queue = new();
    private readonly Channel<FakeRequest> _unseen = Channel.CreateUnbounded<FakeRequest>();
    private ImmutableList<FakeRequest> _requests = [];
    private FakeAnswer? _always;

    public IReadOnlyList<FakeRequest> Requests
    {
        get
        {
            lock (_queue)
            {
                return _requests;
            }
        }
    }

    public void Add(FakeAnswer answer)
    {
        lock (_queue)
        {
            _queue.Enqueue(answer);
        }
    }

    public void AddDefault(FakeAnswer answer)
    {
        lock (_queue)
        {
            _always = answer;
        }
    }

    public AnswerPlan Take(FakeRequest request)
    {
        FakeAnswer? answer;
        int number;
        lock (_queue)
        {
            _requests = _requests.Add(request);
            number = _requests.Count;
            answer = _queue.TryDequeue(out var next) ? next : _always;
            _unseen.Writer.TryWrite(request);
        }

        return answer is null ? EchoAnswer.To(request, number, text => $"You said: {text}").Plan : answer.Plan.For(request, number);
    }

    public ValueTask<FakeRequest> NextAsync(CancellationToken cancellationToken) =>
        _unseen.Reader.ReadAsync(cancellationToken);

    public void Close() => _unseen.Writer.TryComplete();
}
