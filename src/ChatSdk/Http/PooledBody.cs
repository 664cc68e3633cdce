using System.Buffers;

namespace ChatSdk;

/// <summary>Bytes in a buffer that grows and is given back. What is made of them must not refer to it.</summary>
internal sealed class PooledBody(int expected) : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(expected, 256));

    public int Count { get; set; }

    public ArraySegment<byte> Bytes => new(_buffer, 0, Count);

    /// <summary>Gives the room behind the bytes; there always is some.</summary>
    public Memory<byte> Room()
    {
        if (Count == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Count * 2);
            Bytes.AsSpan().CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsMemory(Count);
    }

    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        Count = 0;
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
