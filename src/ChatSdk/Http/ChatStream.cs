using System.Runtime.CompilerServices;

namespace ChatSdk;

/// <summary>A streamed answer on its way: the response, its reader, and what has come so far.</summary>
internal sealed class ChatStream<T> : IAsyncDisposable
    where T : WireRecord, IWireRecord<T>, IStreamChunk
{
    private readonly HttpResponseMessage _response;
    private readonly ResponseStream _body;
    private readonly SseReader _events;
    private readonly ChunkReader<T> _chunks;
    private readonly ChatResponseInfo _info;
    private readonly TimeSpan _idleTimeout;
    private readonly BodyCopy? _start;
    private T? _first;
    private bool _isFinished;

    public ChatStream(HttpResponseMessage response, ResponseStream body, ChatResponseInfo info, ChatClientOptions options)
    {
        _response = response;
        _body = body;
        _info = info;
        _idleTimeout = options.StreamIdleTimeout;
        _events = new SseReader(body, options.MaxEventBytes);
        if (!IsEventStream)
        {
            _start = new BodyCopy(Excerpt.Longest);
            body.CopyTo(_start);
        }

        _chunks = new ChunkReader<T>(_events, info);
    }

    /// <summary>Gets what has come so far.</summary>
    public ChatCompletionAccumulator Answer { get; } = new();

    private bool IsEventStream => MediaType is null or "text/event-stream";

    private string? MediaType => _response.Content.Headers.ContentType?.MediaType;

    /// <summary>Reads the first chunk, so that a stream that breaks before it can be asked for again.</summary>
    public async ValueTask ReadFirstAsync(CancellationToken cancellationToken)
    {
        _first = Checked(await _chunks.ReadAsync(cancellationToken).ConfigureAwait(false));

        // Up to here, the time of the attempt was the limit.
        _body.IdleTimeout = _idleTimeout;
    }

    /// <summary>Gives the next chunk; <see langword="null"/> at the end of a complete answer.</summary>
    /// <exception cref="ChatException">The stream broke or brought an error; what came before is in it.</exception>
    public ValueTask<T?> ReadAsync(CallContext context)
    {
        if (_first is not null || _isFinished || _chunks.TryReadRepeat() is not { } chunk)
        {
            return ReadInFullAsync(context);
        }

        try
        {
            Answer.Add(chunk.ToChatChunk());
            return ValueTask.FromResult<T?>(chunk);
        }
        catch (ChatException exception)
        {
            Complete(exception, context);
            return ValueTask.FromException<T?>(exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // After the end, the rest of the body is read in the background, and the connection serves again.
        if (!_isFinished)
        {
            await _body.AbortAsync().ConfigureAwait(false);
        }

        _events.Dispose();
        await _body.DisposeAsync().ConfigureAwait(false);
        _response.Dispose();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<T?> ReadInFullAsync(CallContext context)
    {
        try
        {
            var chunk = _first ?? (_isFinished ? null : Checked(await _chunks.ReadAsync(context.Token).ConfigureAwait(false)));
            _first = null;
            if (chunk is not null)
            {
                Answer.Add(chunk.ToChatChunk());
            }

            return chunk;
        }
        catch (ChatConnectionException) when (_chunks.IsComplete)
        {
            // The answer is whole; the server closed in bad manner what it could as well have closed in good.
            return null;
        }
        catch (OperationCanceledException exception) when (context.IsOver)
        {
            throw Complete(context.Explain(exception), context);
        }
        catch (ChatException exception)
        {
            Complete(exception, context);
            throw;
        }
    }

    /// <summary>Takes note of the end.</summary>
    private T? Checked(T? chunk)
    {
        if (chunk is null)
        {
            _isFinished = true;
            if (!_chunks.IsComplete)
            {
                throw IncompleteEnd();
            }
        }

        return chunk;
    }

    private ChatException IncompleteEnd()
    {
        if (Answer.Count > 0)
        {
            return new ChatConnectionException(ChatConnectionErrorKind.StreamCut, "The stream ended in the middle of the answer: neither [DONE] nor a finish reason came.");
        }

        return IsEventStream
            ? new ChatConnectionException(ChatConnectionErrorKind.StreamCut, "The stream ended before its first event.")
            : new ChatProtocolException($"The server answered with {OneLine.Of(MediaType!, 100)} in place of a stream. Is the address right? Asked: {_info.Address}", Excerpt.Of(_start!.Bytes.Span));
    }

    private Exception Complete(Exception exception, CallContext context)
    {
        if (exception is ChatException failure)
        {
            context.Complete(failure);
            if (_chunks.Unseen is { } unseen)
            {
                Answer.Add(unseen.ToChatChunk());
            }

            failure.Partial = Answer.Count > 0 ? Answer.ToCompletion() : null;
        }

        return exception;
    }
}
