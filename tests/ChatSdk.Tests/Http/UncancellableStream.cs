using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace ChatSdk.Tests.Http;

/// <summary>The ways in which a handler's stream ignores the cancellation token of a read.</summary>
public enum UncancellableKind
{
    /// <summary>The stream overrides only <see cref="Stream.Read(byte[], int, int)"/>, which blocks a thread.</summary>
    Blocks,

    /// <summary>If the response is disposed during a read, the read never ends.</summary>
    NeverEnds,

    /// <summary>A read throws when the token is canceled, but the read of the wrapped body continues and writes to the buffer later.</summary>
    WritesLater,
}

/// <summary>A stream that a handler wraps around a response body, and whose reads ignore cancellation as specified by an <see cref="UncancellableKind"/>.</summary>
internal abstract class UncancellableStream(Stream body) : Stream
{
    private readonly ConcurrentDictionary<byte[], bool> _pending = new();

    /// <summary>Gets the buffers of reads that have not ended.</summary>
    public IEnumerable<byte[]> Pending => _pending.Keys;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    protected Stream Body => body;

    public static UncancellableStream Of(UncancellableKind kind, Stream body) => kind switch
    {
        UncancellableKind.Blocks => new BlockingStream(body),
        UncancellableKind.NeverEnds => new NeverEndingStream(body),
        _ => new LateStream(body),
    };

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected void Begin(ReadOnlyMemory<byte> buffer)
    {
        MemoryMarshal.TryGetArray(buffer, out var array).Should().BeTrue();
        _pending[array.Array!] = true;
    }

    protected int End(ReadOnlyMemory<byte> buffer, int read)
    {
        MemoryMarshal.TryGetArray(buffer, out var array);
        _pending.TryRemove(array.Array!, out _);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            body.Dispose();
        }

        base.Dispose(disposing);
    }

    private sealed class BlockingStream(Stream body) : UncancellableStream(body)
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            Begin(buffer);
            return End(buffer, Body.Read(buffer, offset, count));
        }
    }

    private sealed class NeverEndingStream(Stream body) : UncancellableStream(body)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Begin(buffer);
            try
            {
                return End(buffer, await Body.ReadAsync(buffer, CancellationToken.None));
            }
            catch (Exception)
            {
                return await new TaskCompletionSource<int>().Task;
            }
        }
    }

    private sealed class LateStream(Stream body) : UncancellableStream(body)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Begin(buffer);
            var read = Body.ReadAsync(buffer, CancellationToken.None).AsTask();
            _ = read.ContinueWith(static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            return End(buffer, await read.WaitAsync(cancellationToken));
        }
    }
}
