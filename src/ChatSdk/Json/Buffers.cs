using System.Buffers;

namespace ChatSdk;

/// <summary>Buffers that grow with what is received, up to a limit; all buffers on the way there are together at most twice the limit.</summary>
internal static class Buffers
{
    // The pool would round larger ones up to twice what is needed, and retain them.
    private const int _largestPooled = 1024 * 1024;

    public static byte[] Rent(int size) => size <= _largestPooled ? ArrayPool<byte>.Shared.Rent(size) : GC.AllocateUninitializedArray<byte>(size);

    public static void Return(byte[] buffer)
    {
        if (buffer.Length is > 0 and <= _largestPooled)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Returns a larger buffer for one that is full. The largest has room for one byte more than the limit, to notice that there is more.</summary>
    public static byte[] Grow(byte[] full, int limit)
    {
        // The sizes before the last are at most a half, a quarter and so on of the limit, so that their sum is at most the limit.
        var isLast = full.Length > limit / 4 && full.Length <= limit;
        var size = isLast ? (int)Math.Min(limit + 1L, Array.MaxLength) : full.Length * 2;
        var larger = Rent(size);
        full.CopyTo(larger, 0);
        Return(full);
        return larger;
    }
}
