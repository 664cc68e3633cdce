using System.Runtime.CompilerServices;

namespace ChatSdk;

/// <summary>A compressed body that is passed to a decompressor. It records whether reading the body failed, and can peek at the first byte.</summary>
internal sealed class CompressedStream(Stream body) : ReadOnlyStream
{
    private readonly byte[] _first = new byte[1];
    private bool _isFirstUnread;

    /// <summary>Gets whether reading the body failed. If so, the decompressor's exception does not mean that the data is damaged.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Returns the first byte without consuming it; <see langword="null"/> if there is none.</summary>
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
