using System.Buffers;

namespace ChatSdk;

/// <summary>
/// Provides buffers for data of unknown size. A full buffer is replaced with a larger one, up to a limit. The total size of all buffers for
/// the same data is at most about twice the limit.
/// </summary>
internal static class Buffers
{
    // Larger buffers are not taken from the pool, because it would round their size up to the next power of two, and retain them.
    private const int _maxPooledSize = 1024 * 1024;

    public static byte[] Rent(int size) => size <= _maxPooledSize ? ArrayPool<byte>.Shared.Rent(size) : GC.AllocateUninitializedArray<byte>(size);

    public static void Return(byte[] buffer)
    {
        if (buffer.Length is > 0 and <= _maxPooledSize)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Replaces a full buffer with a larger one that has the same content. The largest buffer is one byte larger than the limit, to detect data that exceeds it.</summary>
    public static byte[] Grow(byte[] full, int limit)
    {
        // The sizes before the last one are at most 1/2, 1/4, … of the limit, so their sum is at most the limit.
        var isLast = full.Length > limit / 4 && full.Length <= limit;
        var size = isLast ? (int)Math.Min(limit + 1L, Array.MaxLength) : full.Length * 2;
        var larger = Rent(size);
        full.CopyTo(larger, 0);
        Return(full);
        return larger;
    }
}
