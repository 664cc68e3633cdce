namespace ChatSdk.Tests.Wire;

/// <summary>Returns its bytes in reads of the given sizes; the last size is used to the end. Every read completes asynchronously.</summary>
internal sealed class TrickleStream(byte[] bytes, params int[] pieces) : MemoryStream(bytes)
{
    private int _piece;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        var size = pieces.Length == 0 ? buffer.Length : pieces[Math.Min(_piece, pieces.Length - 1)];
        _piece++;
        return Read(buffer.Span[..Math.Min(size, buffer.Length)]);
    }
}
