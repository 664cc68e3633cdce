using System.Buffers;

namespace ChatSdk;

/// <summary>Bytes in a pooled buffer that grows up to a limit. Nothing may reference the buffer after <see cref="Dispose"/>, which returns it to the pool.</summary>
internal sealed class PooledBytes(int expected, int limit) : IBufferWriter<byte>, IDisposable
{
    private byte[] _buffer = Buffers.Rent(Math.Max(expected, 256));
    private bool _isWithheld;

    public int Count { get; set; }

    public ArraySegment<byte> Bytes => new(_buffer, 0, Count);

    /// <summary>Returns the free space after the bytes. If there is none, the buffer is replaced with a larger one first.</summary>
    public Memory<byte> Room()
    {
        if (Count == _buffer.Length)
        {
            _buffer = Buffers.Grow(_buffer, limit);
        }

        return _buffer.AsMemory(Count);
    }

    /// <summary>Adds bytes. The total must not exceed the limit.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var room = Room().Span;
            var count = Math.Min(room.Length, bytes.Length);
            bytes[..count].CopyTo(room);
            bytes = bytes[count..];
            Count += count;
        }
    }

    public void Advance(int count) => Count += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        while (_buffer.Length - Count < Math.Max(sizeHint, 1))
        {
            _buffer = Buffers.Grow(_buffer, limit);
        }

        return _buffer.AsMemory(Count);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Leaves the buffer to the garbage collector instead of the pool, because an operation may still write into it.</summary>
    public void Withhold() => _isWithheld = true;

    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        Count = 0;
        if (!_isWithheld)
        {
            Buffers.Return(buffer);
        }
    }
}
