using System.Net;

namespace ChatSdk.Tool;

/// <summary>A response body that is recorded while it is read.</summary>
internal sealed class RecordedContent : HttpContent
{
    private readonly HttpContent _content;
    private readonly Exchange _exchange;

    public RecordedContent(HttpContent content, Exchange exchange)
    {
        _content = content;
        _exchange = exchange;
        foreach (var (name, values) in content.Headers)
        {
            try
            {
                Headers.Add(name, values);
            }
            catch (FormatException)
            {
                // The value is invalid, so the client does not see this header. The exchange already contains it.
            }
        }
    }

    protected override async Task<Stream> CreateContentReadStreamAsync() => new RecordedStream(await _content.ReadAsStreamAsync(), _exchange);

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
        new RecordedStream(await _content.ReadAsStreamAsync(cancellationToken), _exchange);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        using var body = await CreateContentReadStreamAsync();
        await body.CopyToAsync(stream);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
        }

        base.Dispose(disposing);
    }

    private sealed class RecordedStream(Stream body, Exchange exchange) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = body.Read(buffer, offset, count);
            exchange.Receive(buffer.AsSpan(offset, read));
            return read;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await body.ReadAsync(buffer, cancellationToken);
            exchange.Receive(buffer.Span[..read]);
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                body.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
