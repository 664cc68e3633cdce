using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Runtime.Versioning;

namespace ChatSdk;

/// <summary>
/// A body that is decompressed while it is read. The decompressors of .NET throw different exceptions for damaged data. Any
/// exception is converted to an <see cref="InvalidDataException"/>, unless reading the body itself failed or was canceled.
/// </summary>
/// <param name="body">The compressed body.</param>
/// <param name="create">A callback that creates the decompressor from the body and its first byte.</param>
[SuppressMessage("Reliability", "CA2213", Justification = "Dispose disposes either the body, or the decompressor, which disposes the body.")]
internal sealed class DecompressedStream(CompressedStream body, Func<Stream, byte, Stream> create) : ReadOnlyStream
{
    private Stream? _decompressor;

    public static Stream Gzip(Stream body, byte first) => new GZipStream(body, CompressionMode.Decompress);

    [UnsupportedOSPlatform("browser")]
    public static Stream Brotli(Stream body, byte first) => new BrotliStream(body, CompressionMode.Decompress);

    /// <summary>Creates the decompressor for <c>deflate</c>: the zlib format (RFC 1950), or the raw format (RFC 1951), which some servers send instead.</summary>
    public static Stream Deflate(Stream body, byte first)
    {
        const int Method = 0x0f;
        const int ZLib = 8;
        return (first & Method) == ZLib ? new ZLibStream(body, CompressionMode.Decompress) : new DeflateStream(body, CompressionMode.Decompress);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_decompressor is null)
        {
            if (await body.PeekAsync(cancellationToken).ConfigureAwait(false) is not { } first)
            {
                return 0;
            }

            _decompressor = create(body, first);
        }

        try
        {
            return await _decompressor.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!body.HasFailed && exception is not OperationCanceledException)
        {
            throw new InvalidDataException("The compressed body is damaged.", exception);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // After a failed read, an operation that ignored its cancellation token may still write into the decompressor's pooled buffer.
            // Therefore, the decompressor is not disposed, because it would return the buffer to the pool.
            (body.HasFailed ? body : _decompressor ?? body).Dispose();
        }

        base.Dispose(disposing);
    }
}
