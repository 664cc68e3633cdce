using System.Runtime.CompilerServices;

namespace ChatSdk;

/// <summary>A compressed body on its way to what decompresses it: remembers whether it failed itself, and lets its first byte be seen.</summary>
internal sealed class CompressedStream(Stream body) : ReadOnlyStream
{
    private readonly byte[] _first = new byte[1];
    private bool _isFirstUnread;

    /// <summary>Gets whether reading the body failed, so that a failure after it is not one of decompression.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Gets the first byte, which is read again afterwards; <see langword="null"/> if there is none.</summary>
    public async ValueTask<byte?> PeekAsync(CancellationToken cancellationToken)
    {
        _isFirstUnread = await ReadAsync(_first, cancellationToken).ConfigureAwait(false) > 0;
        return _isFirstUnread ? _first[0] : null;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isFirstUnread && buffer.Length > 0)
        {
            buffer.Span[0] = _first[0];
            _isFirstUnread = false;
            return 1;
        }

        try
        {
            return await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            HasFailed = true;
            throw;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            body.Dispose();
        }

        base.Dispose(disposing);
    }
}
