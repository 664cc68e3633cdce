using System.Buffers;

namespace ChatSdk;

/// <summary>A copy of the bytes that are read from a body, up to a limit.</summary>
internal sealed class BodyCopy(int limit)
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>Gets whether the copy contains all bytes that were read; <see langword="false"/> if they exceeded the limit.</summary>
    public bool IsWhole { get; private set; } = true;

    public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var room = limit - _bytes.WrittenCount;
        IsWhole &= bytes.Length <= room;
        _bytes.Write(bytes[..Math.Min(bytes.Length, room)]);
    }
}
