using System.Globalization;
using System.Runtime.CompilerServices;

namespace ChatSdk;

/// <summary>The body of a response. Its reads have an idle timeout, and throw only this library's exceptions or an <see cref="OperationCanceledException"/>.</summary>
internal sealed class ResponseStream(Stream body, TimeProvider time) : ReadOnlyStream
{
    private CancellationTokenSource? _idle;
    private BoundedWait<int>? _wait;
    private BodyCopy[] _copies = [];
    private long _received;

    /// <summary>Gets or sets the longest time without data. The default is no limit.</summary>
    public TimeSpan IdleTimeout { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>Gets or sets the maximum number of bytes that can be read, after decompression. The default is no limit.</summary>
    public long Limit { get; set; } = long.MaxValue;

    /// <summary>Gets or sets the watch that limits the time between chunks; <see langword="null"/> for no limit.</summary>
    public EventWatch? Events { get; set; }

    /// <summary>Gets or sets whether an interrupted connection is treated like the end of the body.</summary>
    public bool MayBreakOff { get; set; }

    // The longest time that the next read may wait.
    private TimeSpan TimeUntilLimit => Events?.Start() is { } left && (IdleTimeout == Timeout.InfiniteTimeSpan || left < IdleTimeout) ? left : IdleTimeout;

    /// <summary>Gets the response that the body belongs to. It is disposed together with this stream.</summary>
    private HttpResponseMessage? Response { get; init; }

    private BoundedWait<int> Wait => _wait ??= new();

    // A read that ignored its cancellation token may still be running.
    private bool IsBeingRead => _wait is { IsGivenUp: true };

    /// <summary>Gets the length of the body; <see langword="null"/> if the server does not send it, or the body is compressed.</summary>
    public long? ExpectedLength { get; private init; }

    /// <summary>Opens the body of a response, which is decompressed while it is read.</summary>
    public static async ValueTask<ResponseStream> OpenAsync(HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken)
    {
        Stream body;
        try
        {
            body = await BoundedWait<Stream>.ForAsync(response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken, static late => late.Dispose()).ConfigureAwait(false);
        }
        catch (Exception exception) when (!IsPassedOn(exception, cancellationToken))
        {
            throw Translate(exception, cancellationToken);
        }

        var plain = Decompression.Of(response, body);
        return new ResponseStream(plain, time) { Response = response, ExpectedLength = plain == body ? response.Content.Headers.ContentLength : null };
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Events?.Start() == TimeSpan.Zero)
        {
            return ValueTask.FromException<int>(Events.Failure());
        }

        var watched = Watched(cancellationToken);
        ValueTask<int> read;
        try
        {
            // The token is checked here, because a body that always has more bytes available may never check it.
            cancellationToken.ThrowIfCancellationRequested();
            read = body.ReadAsync(buffer, watched);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            read = ValueTask.FromException<int>(exception);
        }

        // Data that was already received needs no timeout.
        return read.IsCompletedSuccessfully ? ValueTask.FromResult(Note(buffer, read.Result)) : WaitAsync(read, buffer, watched, cancellationToken);
    }

    /// <summary>Starts copying all bytes that are read from now on.</summary>
    public void CopyTo(BodyCopy copy) => _copies = [.. _copies, copy];

    /// <summary>
    /// Closes the connection immediately. Disposing an incomplete HTTP/1.1 response would continue to read for up to two seconds,
    /// during which the server would continue to generate the answer. Canceling a pending read closes the connection immediately.
    /// </summary>
    public async ValueTask AbortAsync()
    {
        const int MaxReads = 4096;
        if (IsBeingRead)
        {
            return;
        }

        // The buffer is not from the pool: after cancellation, the underlying read may still be running and write into it.
        var buffer = GC.AllocateUninitializedArray<byte>(16 * 1024);
        using var abort = new CancellationTokenSource();
        try
        {
            for (var reads = 0; reads < MaxReads; reads++)
            {
                var read = body.ReadAsync(buffer, abort.Token);
                if (!read.IsCompleted)
                {
                    await abort.CancelAsync().ConfigureAwait(false);
                    await Wait.RunAsync(read, abort.Token).ConfigureAwait(false);
                    return;
                }

                if (await read.ConfigureAwait(false) == 0)
                {
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The canceled read is expected to fail. Other exceptions must not hide the reason for the abort.
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WaitAsync(ValueTask<int> read, Memory<byte> buffer, CancellationToken watched, CancellationToken cancellationToken)
    {
        int count;
        var registration = StartWatch(watched, cancellationToken);
        try
        {
            count = await Wait.RunAsync(read, watched).ConfigureAwait(false);
        }
        catch (Exception exception) when (!IsPassedOn(exception, cancellationToken))
        {
            if (_idle?.IsCancellationRequested == true && !cancellationToken.IsCancellationRequested)
            {
                if (Events?.Start() == TimeSpan.Zero)
                {
                    throw Events.Failure(exception);
                }

                var message = string.Create(CultureInfo.InvariantCulture, $"Nothing was received for {IdleTimeout.TotalSeconds:0.###} s (StreamIdleTimeout).");
                throw new ChatTimeoutException(ChatTimeoutKind.Idle, message, exception);
            }

            count = MayBreakOff && !cancellationToken.IsCancellationRequested ? 0 : throw Translate(exception, cancellationToken);
        }
        finally
        {
            await registration.DisposeAsync().ConfigureAwait(false);
            _idle?.CancelAfter(Timeout.InfiniteTimeSpan);
        }

        return Note(buffer, count);
    }

    // The caller's own cancellation and a lack of memory are not converted to exceptions of this library.
    private static bool IsPassedOn(Exception exception, CancellationToken cancellationToken) =>
        exception is OutOfMemoryException || (exception is OperationCanceledException && cancellationToken.IsCancellationRequested);

    // A cancellation may dispose the body, which may then throw any exception.
    private static Exception Translate(Exception exception, CancellationToken cancellationToken) => cancellationToken.IsCancellationRequested
        ? new OperationCanceledException("Reading the response was canceled.", exception, cancellationToken)
        : NetworkErrors.OfBody(exception);

    private int Note(Memory<byte> buffer, int count)
    {
        _received += count;
        if (_received > Limit)
        {
            throw new ChatProtocolException($"The stream is larger than {Limit} bytes (MaxAnswerBytes).");
        }

        foreach (var copy in _copies)
        {
            copy.Add(buffer.Span[..count]);
        }

        return count;
    }

    /// <summary>Returns the token for a read: the caller's token or, if there is an idle timeout, a token that the timeout also cancels. That token is reused across reads until it is canceled.</summary>
    private CancellationToken Watched(CancellationToken cancellationToken)
    {
        if ((IdleTimeout == Timeout.InfiniteTimeSpan && Events is null) || cancellationToken.IsCancellationRequested)
        {
            return cancellationToken;
        }

        if (_idle is null or { IsCancellationRequested: true })
        {
            // If the timer fired just as the previous read succeeded, the token is canceled and cannot be used again.
            _idle?.Dispose();
            _idle = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        }

        return _idle.Token;
    }

    /// <summary>
    /// Lets the idle timeout and the caller's token cancel a read. Both are active only while a read is pending, so that neither the
    /// timer nor the registration keeps alive a stream that the caller never disposed.
    /// </summary>
    private CancellationTokenRegistration StartWatch(CancellationToken watched, CancellationToken cancellationToken)
    {
        if (watched == cancellationToken)
        {
            return default;
        }

        _idle!.CancelAfter(TimeUntilLimit);
        return cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _idle);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _idle?.Dispose();
            DisposeBody();
        }

        base.Dispose(disposing);
    }

    private void DisposeBody()
    {
        if (!IsBeingRead)
        {
            DisposeQuietly(body);
            DisposeQuietly(Response);
            return;
        }

        // Disposing the response ends the pending read, but may block until it has ended. That read still uses the decompression stream,
        // which is left to the garbage collector.
        ThreadPool.UnsafeQueueUserWorkItem(DisposeQuietly, Response, preferLocal: false);
    }

    // An exception from Dispose must neither cause a call to fail after its answer is complete nor hide the reason for an abort.
    private static void DisposeQuietly(IDisposable? unneeded)
    {
        try
        {
            unneeded?.Dispose();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The response disposes the same body again, which may throw again.
        }
    }
}
