using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace ChatSdk;

/// <summary>
/// Many requests under way. Each of a number of workers takes the next request when its last result was taken, so what is in
/// memory is bounded by that number.
/// </summary>
internal sealed class ManyRequests : IDisposable
{
    // A server that refuses the same request this often, while all others are held back, means something else than "too fast".
    private const int _mostRefusals = 10;

    private readonly ChatClient _client;
    private readonly ChatCallOptions _options;
    private readonly RateLimitGate _gate;
    private readonly SemaphoreSlim _source = new(1);
    private readonly Channel<ChatManyResult> _results = Channel.CreateBounded<ChatManyResult>(1);
    private int _taken;
    private bool _isOver;

    public ManyRequests(ChatClient client, ChatCallOptions? options)
    {
        _client = client;
        _options = options ?? new ChatCallOptions();
        _gate = new RateLimitGate(client.Options);
    }

    public async IAsyncEnumerable<ChatManyResult> RunAsync(IAsyncEnumerable<ChatCompletionRequest> requests, int maxConcurrency, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var source = requests.GetAsyncEnumerator(stop.Token);
        await using var closing = source.ConfigureAwait(false);
        var work = SuperviseAsync([.. Enumerable.Range(0, maxConcurrency).Select(_ => WorkAsync(source, stop.Token))]);
        try
        {
            await foreach (var result in _results.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return result;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await work.ConfigureAwait(false);
        }
    }

    public void Dispose() => _source.Dispose();

    [SuppressMessage("Design", "CA1031", Justification = "It reaches the caller, behind the results that came before it.")]
    private async Task SuperviseAsync(Task[] workers)
    {
        try
        {
            await Task.WhenAll(workers).ConfigureAwait(false);
            _results.Writer.Complete();
        }
        catch (Exception exception)
        {
            _results.Writer.Complete(exception);
        }
    }

    private async Task WorkAsync(IAsyncEnumerator<ChatCompletionRequest> source, CancellationToken cancellationToken)
    {
        while (await NextAsync(source, cancellationToken).ConfigureAwait(false) is { } next)
        {
            var result = await AnswerAsync(next.Index, next.Request, cancellationToken).ConfigureAwait(false);
            await _results.Writer.WriteAsync(result, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<(int Index, ChatCompletionRequest Request)?> NextAsync(IAsyncEnumerator<ChatCompletionRequest> source, CancellationToken cancellationToken)
    {
        await _source.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Set before, so that a source that throws is not asked again.
            var isOver = _isOver;
            _isOver = true;
            if (isOver || !await source.MoveNextAsync().ConfigureAwait(false))
            {
                return null;
            }

            _isOver = false;
            return (_taken++, source.Current);
        }
        finally
        {
            _source.Release();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "One request that cannot be answered must not end the others.")]
    private async ValueTask<ChatManyResult> AnswerAsync(int index, ChatCompletionRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return new ChatManyResult(index, request, await AskAsync(index, request, cancellationToken).ConfigureAwait(false), null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return new ChatManyResult(index, request, null, exception);
        }
    }

    private async ValueTask<ChatCompletion> AskAsync(int index, ChatCompletionRequest request, CancellationToken cancellationToken)
    {
        var options = _options.ForOneOfMany(index);
        for (var refusals = 0; ; refusals++)
        {
            var number = await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                var answer = await _client.CreateAsync(request, options, cancellationToken).ConfigureAwait(false);
                _gate.Open();
                return answer;
            }
            catch (RateLimitException exception) when (exception.IsRetryable && !(exception.RetryAfter > _client.Options.MaxRetryAfter) && refusals < _mostRefusals)
            {
                _gate.Close(number, exception.RetryAfter);
            }
        }
    }
}
