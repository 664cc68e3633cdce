using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace ChatSdk;

/// <summary>
/// A stream of chunks. The call is made when the stream is enumerated. The stream can be enumerated only once, because a second enumeration
/// would send the request again.
/// </summary>
internal sealed class ChunkStream<T>(CallChain calls, Call call, CancellationToken methodToken) : IAsyncEnumerable<T>, ICompletionSource
    where T : WireRecord, IWireRecord<T>, IStreamChunk
{
    private SingleUse _once;

    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        _once.Take();
        return new Enumerator(calls, call, methodToken, cancellationToken);
    }

    /// <inheritdoc/>
    // No other accumulator is needed, because the enumerator accumulates the answer, so that an exception can contain the partial answer.
    public async Task<ChatCompletion> ToCompletionAsync(CancellationToken cancellationToken)
    {
        var chunks = (Enumerator)GetAsyncEnumerator(cancellationToken);
        await using var closing = chunks.ConfigureAwait(false);
        while (await chunks.MoveNextAsync().ConfigureAwait(false))
        {
            // The enumerator accumulates each chunk.
        }

        return chunks.ToCompletion();
    }

    // This enumerator is written by hand, because the state machine of an iterator would cost more for each chunk than the chunk itself.
    private sealed class Enumerator(CallChain calls, Call call, CancellationToken methodToken, CancellationToken loopToken) : IAsyncEnumerator<T>
    {
        private CallContext? _context;
        private IChatStream<T>? _stream;
        private ChatCompletionAccumulator? _answer;
        private T? _current;
        private bool _isOver;
        private bool _isWaiting;

        public T Current => _current!;

        public ChatCompletion ToCompletion() => _answer!.ToCompletion();

        public ValueTask<bool> MoveNextAsync()
        {
            if (_isWaiting)
            {
                throw new InvalidOperationException("MoveNextAsync was called before the previous call had completed. Await each call before the next one.");
            }

            if (_stream is null)
            {
                return _isOver ? ValueTask.FromResult(false) : StartAsync();
            }

            ExceptionDispatchInfo? failure = null;
            try
            {
                if (_stream.TryMoveNext(out _current, _context!.CallerToken))
                {
                    return ValueTask.FromResult(true);
                }
            }
            catch (Exception exception) when (exception is ChatException or OperationCanceledException)
            {
                // The exception is thrown by the returned task, not by this method.
                failure = ExceptionDispatchInfo.Capture(exception);
            }

            return MoveOnAsync(_stream, _context!, failure);
        }

        // The stream cannot be closed during a read: closing it also reads from it, and concurrent reads would corrupt each other.
        public ValueTask DisposeAsync() =>
            _isWaiting ? throw new NotSupportedException("MoveNextAsync has not completed yet. Cancel it and await it before disposing the enumerator.") : CloseAsync();

        private async ValueTask CloseAsync()
        {
            _isOver = true;
            _current = null;
            var stream = _stream;
            _stream = null;
            if (stream is not null)
            {
                await stream.DisposeAsync().ConfigureAwait(false);
            }

            _context?.Dispose();
            _context = null;
        }

        private async ValueTask<bool> StartAsync()
        {
            _isWaiting = true;
            try
            {
                _context = calls.Begin(call, methodToken, loopToken);
                _stream = await calls.OpenStreamAsync<T>(call, _context).ConfigureAwait(false);
                _answer = _stream.Answer;
                _context.EndWait();
            }
            catch (Exception exception)
            {
                _context?.ReportFailure(exception);
                _isWaiting = false;
                await CloseAsync().ConfigureAwait(false);
                throw;
            }

            _isWaiting = false;
            return await MoveNextAsync().ConfigureAwait(false);
        }

        // While the stream waits for bytes, it occupies only this state machine and the one that reads the body.
        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
        private async ValueTask<bool> MoveOnAsync(IChatStream<T> stream, CallContext context, ExceptionDispatchInfo? failure)
        {
            (_isWaiting, _current) = (true, null);
            context.BeginWait();
            try
            {
                failure?.Throw();
                while (_current is null && !stream.IsOver)
                {
                    stream.Take(await stream.FillAsync(context.Token).ConfigureAwait(false));
                    stream.TryMoveNext(out _current, context.Token);
                }

                if (_current is null)
                {
                    await stream.EndAsync().ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException exception) when (context.IsOver)
            {
                var explained = context.Explain(exception);
                stream.CompleteException(explained, context, stream.Answer);
                throw explained;
            }
            catch (Exception exception)
            {
                stream.CompleteException(exception, context, stream.Answer);
                context.ReportFailure(exception);
                throw;
            }
            finally
            {
                _isWaiting = false;
                context.EndWait();
                if (_current is null)
                {
                    await CloseAsync().ConfigureAwait(false);
                }
            }

            return _current is not null;
        }
    }
}
