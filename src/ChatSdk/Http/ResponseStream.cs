using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace ChatSdk;

/// <summary>The body of a response: gives up when nothing is received for too long, and throws the exceptions of this library only.</summary>
internal sealed class ResponseStream(Stream body, TimeProvider time) : ReadOnlyStream
{
    private CancellationTokenSource? _idle;
    private CancellationTokenRegistration _registration;
    private BodyCopy[] _copies = [];

    /// <summary>Gets or sets the longest silence; no limit at first.</summary>
    public TimeSpan IdleTimeout { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>Gets or sets whether a connection that breaks is as good as one that ends.</summary>
    public bool MayBreakOff { get; set; }

    /// <summary>Gets the response that the body belongs to and that is disposed with it.</summary>
    private HttpResponseMessage? Response { get; init; }

    /// <summary>Gets the length of the body, if the server names it.</summary>
    public long? ExpectedLength { get; private init; }

    /// <summary>Opens the body of a response, decompressed.</summary>
    public static async ValueTask<ResponseStream> OpenAsync(HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken)
    {
        Stream body;
        try
        {
            body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!IsCancellation(exception, cancellationToken))
        {
            throw Translate(exception, cancellationToken);
        }

        var plain = Decompression.Of(response, body);
        return new ResponseStream(plain, time) { Response = response, ExpectedLength = plain == body ? response.Content.Headers.ContentLength : null };
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ValueTask<int> read;
        try
        {
            read = body.ReadAsync(buffer, Watched(cancellationToken));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            read = ValueTask.FromException<int>(exception);
        }

        // What was received already needs no watch.
        return read.IsCompletedSuccessfully ? ValueTask.FromResult(Note(buffer, read.Result)) : WaitAsync(read, buffer, cancellationToken);
    }

    /// <summary>Copies from now on what is read.</summary>
    public void CopyTo(BodyCopy copy) => _copies = [.. _copies, copy];

    /// <summary>
    /// Closes the connection at once. Disposing an unfinished HTTP/1.1 response would first read on for up to two
    /// seconds, in which the server goes on working; a read that is cancelled while it waits ends it now.
    /// </summary>
    public async ValueTask AbortAsync()
    {
        const int MostReads = 1024;
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        using var abort = new CancellationTokenSource();
        try
        {
            for (var reads = 0; reads < MostReads; reads++)
            {
                var read = body.ReadAsync(buffer, abort.Token);
                if (!read.IsCompleted)
                {
                    await abort.CancelAsync().ConfigureAwait(false);
                }

                if (await read.ConfigureAwait(false) == 0)
                {
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // That is the aim; and whatever it is, it must not hide why the body is given up.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WaitAsync(ValueTask<int> read, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        // The watch is not stopped afterwards, but set again by the next wait.
        if (IdleTimeout != Timeout.InfiniteTimeSpan)
        {
            _idle?.CancelAfter(IdleTimeout);
        }

        try
        {
            return Note(buffer, await read.ConfigureAwait(false));
        }
        catch (Exception exception) when (!IsCancellation(exception, cancellationToken))
        {
            if (_idle?.IsCancellationRequested == true && !cancellationToken.IsCancellationRequested)
            {
                var words = string.Create(CultureInfo.InvariantCulture, $"Nothing was received for {IdleTimeout.TotalSeconds:0.###} s (StreamIdleTimeout).");
                throw new ChatTimeoutException(ChatTimeoutKind.Idle, words, exception);
            }

            return MayBreakOff && !cancellationToken.IsCancellationRequested ? 0 : throw Translate(exception, cancellationToken);
        }
    }

    private static bool IsCancellation(Exception exception, CancellationToken cancellationToken) =>
        exception is OutOfMemoryException || (exception is OperationCanceledException && cancellationToken.IsCancellationRequested);

    // A body that is taken away by a cancellation may throw anything.
    private static Exception Translate(Exception exception, CancellationToken cancellationToken) => cancellationToken.IsCancellationRequested
        ? new OperationCanceledException("Reading the response was cancelled.", exception, cancellationToken)
        : NetworkErrors.OfBody(exception);

    private int Note(Memory<byte> buffer, int count)
    {
        foreach (var copy in _copies)
        {
            copy.Add(buffer.Span[..count]);
        }

        return count;
    }

    /// <summary>
    /// Gets the token that ends a read: the caller's, and where there is a limit one that the watch ends too. It is created, and
    /// linked to the caller's, once for as many reads as possible; from the first limit on, the caller's is always the same.
    /// </summary>
    private CancellationToken Watched(CancellationToken cancellationToken)
    {
        if (IdleTimeout == Timeout.InfiniteTimeSpan)
        {
            return cancellationToken;
        }

        if (_idle is null or { IsCancellationRequested: true })
        {
            // The watch went off while nobody waited, or just as the last read succeeded.
            _registration.Dispose();
            _idle?.Dispose();
            _idle = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
            _registration = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _idle);
        }

        return _idle.Token;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _registration.Dispose();
            _idle?.Dispose();
            DisposeBody();
        }

        base.Dispose(disposing);
    }

    // What a body that is no longer needed throws must neither spoil an answer nor hide why it was given up.
    private void DisposeBody()
    {
        try
        {
            body.Dispose();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The response still has to be disposed.
        }

        try
        {
            Response?.Dispose();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // It disposes the same body once more.
        }
    }
}
