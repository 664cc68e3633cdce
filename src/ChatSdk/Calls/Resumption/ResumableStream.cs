using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;

namespace ChatSdk;

/// <summary>
/// A streamed answer that resumes after an interruption by requesting the rest from the same server. If that fails, the exception for
/// the interruption is thrown.
/// </summary>
internal sealed class ResumableStream : IChatStream<ChatCompletionChunk>
{
    // FillAsync returns this value instead of a number of bytes when it has requested the rest of the answer.
    private const int _resumed = -1;

    private readonly RetryLayer _server;
    private readonly Call _call;
    private readonly CallContext _context;
    private readonly ILogger _log;
    private IChatStream<ChatCompletionChunk> _part;
    private bool _isPartOpen = true;
    private Continuation? _continuation;
    private ReceivedAnswer? _received;
    private ChatException? _interruption;
    private ChatException? _failure;
    private bool _hasGivenUp;

    private ResumableStream(IChatStream<ChatCompletionChunk> first, RetryLayer server, Call call, CallContext context, ILogger log)
    {
        (_part, _server, _call, _context, _log) = (first, server, call, context, log);
        Answer = first.Answer;
    }

    public ChatCompletionAccumulator Answer { get; }

    public bool IsOver => _failure is null && _part.IsOver && _continuation is not { HasChunks: true };

    /// <summary>Wraps the answer if it is a stream that can be resumed.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="server">The layer that sends requests to the server that returned the answer.</param>
    /// <param name="call">The call.</param>
    /// <param name="context">The context of the call.</param>
    /// <param name="log">The log.</param>
    public static T Of<T>(T answer, RetryLayer server, Call call, CallContext context, ILogger log) =>
        call.IsStream && ResumedRequest.IsPossible(call) && answer is IChatStream<ChatCompletionChunk> stream
            ? (T)(object)new ResumableStream(stream, server, call, context, log)
            : answer;

    public bool TryMoveNext([NotNullWhen(true)] out ChatCompletionChunk? chunk, CancellationToken cancellationToken)
    {
        chunk = null;
        try
        {
            return _failure is null && (_continuation is null ? _part.TryMoveNext(out chunk, cancellationToken) : TryContinue(_continuation, out chunk, cancellationToken));
        }
        catch (ChatException failure) when (CanResume(failure))
        {
            chunk = null;
            return false;
        }
    }

    public async ValueTask<int> FillAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_failure is null)
            {
                return await _part.FillAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (ChatException failure) when (CanResume(failure))
        {
            // The rest is requested below.
        }

        await ResumeAsync(cancellationToken).ConfigureAwait(false);
        return _resumed;
    }

    public void Take(int count)
    {
        if (count != _resumed)
        {
            _part.Take(count);
        }
    }

    // The cache stores the bytes of a single response. If the answer is resumed, the callback is not called, because the first response is
    // incomplete.
    public void WhenComplete(Func<IModelAnswer, ValueTask> action) => _part.WhenComplete(action);

    public void WhenEnded(Action<ChatCompletionAccumulator> action) => _part.WhenEnded(action);

    public ValueTask EndAsync() => _part.EndAsync();

    public void CompleteException(Exception exception, CallContext context, ChatCompletionAccumulator answer) => _part.CompleteException(exception, context, answer);

    public async ValueTask DisposeAsync()
    {
        if (_isPartOpen)
        {
            _isPartOpen = false;
            await _part.DisposeAsync().ConfigureAwait(false);
        }
    }

    private bool TryContinue(Continuation continuation, [NotNullWhen(true)] out ChatCompletionChunk? chunk, CancellationToken cancellationToken)
    {
        while (!continuation.TryTake(out chunk) && !continuation.HasStartedOver && _part.TryMoveNext(out var next, cancellationToken))
        {
            continuation.Add(next);
        }

        if (chunk is null && _part.IsOver)
        {
            continuation.End();
            continuation.TryTake(out chunk);
        }

        if (continuation.HasStartedOver)
        {
            GiveUp("NewAnswer");
        }

        if (chunk is not null)
        {
            _interruption = null;
            Answer.Add(chunk);
        }

        return chunk is not null;
    }

    /// <summary>Determines whether the rest of the answer can be requested after a failure. If so, stores the failure. This method is called in exception filters.</summary>
    private bool CanResume(ChatException failure)
    {
        // Until a chunk of the continuation has been returned, a failure of the continuation does not replace the original interruption.
        if (_interruption is null && IsInterruption(failure) && ReceivedAnswer.Of(Answer.ToCompletion()) is { } received)
        {
            (_interruption, _received) = (_context.Complete(failure), received);
        }

        _failure = _interruption is null || _hasGivenUp ? null : failure;
        return _failure is not null;
    }

    private static bool IsInterruption(ChatException failure) => failure is (ChatConnectionException or ChatTimeoutException) and { IsRetryable: true };

    /// <summary>Sends one request for the rest of the answer.</summary>
    private async ValueTask ResumeAsync(CancellationToken cancellationToken)
    {
        await DisposeAsync().ConfigureAwait(false);
        var (failure, options) = (_failure!, _call.Options);
        if (!_server.TryPayRequest(failure, _context.Resumptions, options.MaxStreamResumptions, _call, _context))
        {
            GiveUp(FailureReason.Of(failure));
        }

        var wait = Backoff.Next(failure, _context.Resumptions, options);
        _context.Report?.Retrying(_context.Attempts, wait, failure);
        _log.Resuming(_context.Attempts, FailureReason.Of(failure), wait.TotalMilliseconds);
        await Task.Delay(wait, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        _context.Resumptions++;
        try
        {
            var received = _received!;
            var call = received.Sent.Length == 0 ? _call : _call.WithRequest(ResumedRequest.Of((ChatCompletionRequest)_call.Request!, received.Message, options.StreamResumption), _context.Resumptions);
            _part = await _server.AttemptAsync(call, StreamedAnswer<ChatCompletionChunk>.Shape, _context, cancellationToken).ConfigureAwait(false);
            (_isPartOpen, _failure) = (true, null);
            _continuation = new Continuation(received, Answer.ToCompletion());
        }
        catch (ChatException refusal)
        {
            _failure = refusal;
        }
        catch (Exception exception) when (!_context.IsOver && exception is not OutOfMemoryException)
        {
            // For example, the API key provider failed, or the client was disposed.
            GiveUp(FailureReason.Of(exception));
        }
    }

    [DoesNotReturn]
    private void GiveUp(string reason)
    {
        _hasGivenUp = true;
        _log.NotResumed(reason);
        ExceptionDispatchInfo.Throw(_interruption!);
    }
}
