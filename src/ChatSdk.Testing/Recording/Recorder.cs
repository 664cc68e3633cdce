using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace ChatSdk.Testing;

/// <summary>Forwards requests to another server, and records the requests and the answers.</summary>
internal sealed class Recorder : IAsyncDisposable
{
    // A client may disconnect before it has received the whole answer. The rest is recorded if the server sends it within this time.
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(500);

    private readonly UpstreamAddress _upstream;
    private readonly RecordingFile _file;
    private readonly HttpClient _http;
    private readonly List<Task> _running = [];

    [SuppressMessage("Reliability", "CA2000", Justification = "The HttpClient disposes the handler.")]
    public Recorder(UpstreamAddress upstream, RecordingFile file)
    {
        _upstream = upstream;
        _file = file;
        _http = new HttpClient(Handler(upstream)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public Task ForwardAsync(HttpContext context, FakeRequest request, CancellationToken ended)
    {
        var task = RunAsync(context, request, ended);
        lock (_running)
        {
            _running.RemoveAll(other => other.IsCompleted);
            _running.Add(task);
        }

        return task;
    }

    public async ValueTask DisposeAsync()
    {
        Task[] running;
        lock (_running)
        {
            running = [.. _running];
        }

        // Exceptions are ignored, because they have been reported to the clients.
        await Task.WhenAll(running).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).ConfigureAwait(false);
        _http.Dispose();
        await _file.DisposeAsync().ConfigureAwait(false);
    }

    private static SocketsHttpHandler Handler(UpstreamAddress upstream) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ResponseDrainTimeout = TimeSpan.Zero,
        UseCookies = false,
        UseProxy = !upstream.IsLoopback,
    };

    private async Task RunAsync(HttpContext context, FakeRequest request, CancellationToken ended)
    {
        var log = new ExchangeLog(request, _upstream);
        using var patience = new CancellationTokenSource();
        string? end;
        await using (ended.Register(() => patience.CancelAfter(_patience)).ConfigureAwait(false))
        {
            using var message = Message(request);
            end = await new ForwardedExchange(context, request, log, ended).RunAsync(_http, message, patience.Token).ConfigureAwait(false);
        }

        if (end is not null)
        {
            log.End(end);
            await _file.WriteAsync(log.Lines, CancellationToken.None).ConfigureAwait(false);
        }

        Finish(context, request, end, ended);
    }

    private static void Finish(HttpContext context, FakeRequest request, string? end, CancellationToken ended)
    {
        if (!ended.IsCancellationRequested)
        {
            request.MarkAnswered();
        }

        switch (end)
        {
            case null or RecordingForm.Whole:
                return;
            case RecordingForm.Cut:
                // If a handler throws after its response has started, Kestrel sends what was written, and closes the connection without the final chunk.
                throw new IOException("The answer is cut off here, as the recorded server's answer was.");
            default:
                context.Abort();
                return;
        }
    }

    [SuppressMessage("ApiDesign", "RS0030", Justification = "Kestrel rejects headers with line breaks, and all others must be forwarded as they were received.")]
    private HttpRequestMessage Message(FakeRequest request)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method), _upstream.Of(request));
        if (!request.Bytes.IsEmpty)
        {
            message.Content = new ReadOnlyMemoryContent(request.Bytes);
        }

        foreach (var (name, value) in request.Headers.Where(header => PassedHeaders.IsForwardedToServer(header.Key)))
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return message;
    }
}
