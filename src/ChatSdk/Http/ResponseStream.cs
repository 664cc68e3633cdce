using System.Buffers;
using System.Runtime.CompilerServices;

namespace ChatSdk;

/// <summary>
/// The body of a response: gives up when nothing comes for too long, and throws the exceptions of this library.
/// </summary>
internal sealed class ResponseStream(Stream body, TimeProvider time) : Stream
{
    private CancellationTokenSource? _idle;
    private CancellationTokenRegistration _registration;
    private BodyCopy[] _copies = [];

    /// <summary>Gets or sets how long nothing may come; no limit at first.</summary>
    public TimeSpan IdleTimeout { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>Gets or sets whether a connection that breaks is as good as one that ends.</summary>
    public bool MayBreakOff { get; set; }

    /// <summary>Gets how many bytes will come, if the server says so.</summary>
    public long? ExpectedLength { get; init; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ValueTask<int> read;
        try
        {
            read = body.ReadAsync(buffer, Watched(cancellationToken));
        }
        catch (Exception exception) when (exception is OperationCanceledException || NetworkErrors.IsNetworkError(exception))
        {
            read = ValueTask.FromException<int>(exception);
        }

        // What has come already needs no watch.
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
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException || NetworkErrors.IsNetworkError(exception))
        {
            // That is the aim.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WaitAsync(ValueTask<int> read, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        // The watch is not stopped afterwards, but set anew by the next wait.
        if (IdleTimeout != Timeout.InfiniteTimeSpan)
        {
            _idle?.CancelAfter(IdleTimeout);
        }

        try
        {
            return Note(buffer, await read.ConfigureAwait(false));
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ChatTimeoutException(ChatTimeoutKind.Idle, $"Nothing came for {IdleTimeout.TotalSeconds:0.###} s (StreamIdleTimeout).", exception);
        }
        catch (Exception exception) when (NetworkErrors.IsNetworkError(exception))
        {
            return MayBreakOff ? 0 : throw NetworkErrors.Translate(exception, address: null);
        }
    }

    private int Note(Memory<byte> buffer, int count)
    {
        foreach (var copy in _copies)
        {
            copy.Add(buffer.Span[..count]);
        }

        return count;
    }

    /// <summary>
    /// Gives the token that ends a read: the caller's, and where there is a limit one that the watch ends too. It is made, and
    /// told of the caller's, once for as many reads as possible; from the first limit on, the caller's is always the same.
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
            body.Dispose();
        }

        base.Dispose(disposing);
    }
}
