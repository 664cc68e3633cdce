using System.Net;

namespace ChatSdk.Tests.Faults;

/// <summary>Returns responses whose body throws the given exception after the given bytes. Each later read, and the disposal, throws another exception.</summary>
internal sealed class BrokenBody(string start, string contentType, Func<Exception> failure, string? encoding = null) : HttpMessageHandler
{
    public int Requests { get; private set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests++;
        var content = new StreamContent(new Body(System.Text.Encoding.UTF8.GetBytes(start), failure));
        content.Headers.ContentType = new(contentType);
        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
    }

    private sealed class Body(byte[] start, Func<Exception> failure) : MemoryStream(start)
    {
        private bool _hasFailed;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position < Length)
            {
                return Read(buffer.Span);
            }

            await Task.Yield();
            throw Next();
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (_hasFailed && disposing)
            {
                throw Next();
            }
        }

        private Exception Next()
        {
            var next = _hasFailed ? new InvalidOperationException("a second failure") : failure();
            _hasFailed = true;
            return next;
        }
    }
}
