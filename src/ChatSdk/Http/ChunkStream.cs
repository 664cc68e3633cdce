using System.Runtime.CompilerServices;

namespace ChatSdk;

/// <summary>
/// The chunks of a call that is made when they are enumerated. They are enumerated once: to do it again would be to ask,
/// and to pay, again.
/// </summary>
internal sealed class ChunkStream<T>(ChatCaller calls, ChatCall call, CancellationToken ofTheMethod) : IAsyncEnumerable<T>, ICompletionSource
    where T : WireRecord, IWireRecord<T>, IStreamChunk
{
    private OneTime _once;

    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        _once.Take();
        return new Enumerator(calls, call, ofTheMethod, cancellationToken);
    }

    /// <inheritdoc/>
    // It is kept on the way anyway, in case the stream breaks.
    public async Task<ChatCompletion> ToCompletionAsync(CancellationToken cancellationToken)
    {
        var chunks = (Enumerator)GetAsyncEnumerator(cancellationToken);
        await using var closing = chunks.ConfigureAwait(false);
        while (await chunks.MoveNextAsync().ConfigureAwait(false))
        {
            // Each is kept as it comes by.
        }

        return chunks.ToCompletion();
    }

    // Written out, because an iterator's state machine would cost more than the chunk that it hands on.
    private sealed class Enumerator(ChatCaller calls, ChatCall call, CancellationToken ofTheMethod, CancellationToken ofTheLoop) : IAsyncEnumerator<T>
    {
        private CallContext? _context;
        private ChatStream<T>? _stream;
        private ChatCompletionAccumulator? _answer;
        private T? _current;
        private bool _isOver;
        private bool _isWaiting;

        public T Current => _current!;

        public ChatCompletion ToCompletion() => _answer!.ToCompletion();

        public ValueTask<bool> MoveNextAsync()
        {
            if (_stream is not null)
            {
                var read = _stream.ReadAsync(_context!);
                if (!read.IsCompletedSuccessfully)
                {
                    return FinishAsync(read);
                }

                _current = read.Result;
                if (_current is not null)
                {
                    return ValueTask.FromResult(true);
                }
            }

            return _isOver ? ValueTask.FromResult(false) : _stream is null ? StartAsync() : FinishAsync(default);
        }

        // While a read waits, to end it is the business of a token: a second read beside it would spoil both.
        public ValueTask DisposeAsync() =>
            _isWaiting ? throw new NotSupportedException("MoveNextAsync has not ended yet; cancel it, and wait for it.") : CloseAsync();

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
                _context = new CallContext(call, ofTheMethod, ofTheLoop);
                _stream = await calls.OpenStreamAsync<T>(call, _context).ConfigureAwait(false);
                _answer = _stream.Answer;
            }
            catch (Exception exception)
            {
                _context?.Notes(exception);
                _isWaiting = false;
                await CloseAsync().ConfigureAwait(false);
                throw;
            }

            return await FinishAsync(_stream.ReadAsync(_context)).ConfigureAwait(false);
        }

        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
        private async ValueTask<bool> FinishAsync(ValueTask<T?> read)
        {
            _isWaiting = true;
            _current = null;
            try
            {
                _current = await read.ConfigureAwait(false);
                if (_current is null && _context is not null)
                {
                    await calls.EndStreamAsync(_context, _answer!).ConfigureAwait(false);
                }
            }
            catch (Exception exception) when (_context?.Notes(exception) == true)
            {
                throw;
            }
            finally
            {
                _isWaiting = false;
                if (_current is null)
                {
                    await CloseAsync().ConfigureAwait(false);
                }
            }

            return !_isOver;
        }
    }
}
