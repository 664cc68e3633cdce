namespace ChatSdk.Tests.Wire;

/// <summary>Returns its bytes in reads of the given sizes; the last size applies to the rest. Every read completes asynchronously.</summary>
internal sealed class TrickleStream(byte[] bytes, params int[] readSizes) : MemoryStream(bytes)
{
    private int _reads;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        var size = readSizes.Length == 0 ? buffer.Length : readSizes[Math.Min(_reads, readSizes.Length - 1)];
        _reads++;
        return Read(buffer.Span[..Math.Min(size, buffer.Length)]);
    }
}
