using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ChatSdk.Testing;

/// <summary>Receives each request from Kestrel, records it, and sends the answer.</summary>
internal sealed class FakeApplication(AnswerBook book, Recorder? recorder, CancellationToken stopping) : IHttpApplication<HttpContext>
{
    private volatile bool _allowsAnyOrigin;

    /// <summary>Gets or sets whether pages from any origin may use the server; see <see cref="CrossOrigin"/>.</summary>
    public bool AllowsAnyOrigin
    {
        get => _allowsAnyOrigin;
        set => _allowsAnyOrigin = value;
    }

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
        // The context has nothing to dispose.
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        if (AllowsAnyOrigin)
        {
            if (CrossOrigin.TryAnswerPreflight(context))
            {
                return;
            }

            CrossOrigin.Allow(context);
        }

        await AnswerAsync(context).ConfigureAwait(false);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var aborted = context.RequestAborted;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(aborted, stopping);
        try
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, ended.Token).ConfigureAwait(false);
            var request = new FakeRequest(context.Request, body.ToArray());
            var plan = book.Take(request);
            await using var watch = aborted.Register(() => OnAborted(request)).ConfigureAwait(false);
            await SendAsync(context, request, plan, ended.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            context.Abort();
        }
    }

    private async Task SendAsync(HttpContext context, FakeRequest request, AnswerPlan plan, CancellationToken ended)
    {
        if (plan.Latency > TimeSpan.Zero)
        {
            await Task.Delay(plan.Latency, ended).ConfigureAwait(false);
        }

        await SendNowAsync(context, request, plan, ended).ConfigureAwait(false);
    }

    private Task SendNowAsync(HttpContext context, FakeRequest request, AnswerPlan plan, CancellationToken ended)
    {
        switch (plan.Ending)
        {
            case FakeAnswerEnding.Drop:
                request.MarkAnswered();
                context.Abort();
                return Task.CompletedTask;
            case FakeAnswerEnding.Silence:
                return Task.Delay(Timeout.Infinite, ended);
            case FakeAnswerEnding.Forward:
                return recorder!.ForwardAsync(context, request, ended);
            case FakeAnswerEnding.Reset:
                return RawAnswerWriter.WriteAsync(context, request, plan, ended);
            default:
                return AnswerWriter.WriteAsync(context.Response, request, plan, ended);
        }
    }

    // Requests are also aborted when the server stops. In that case, the client did not disconnect.
    private void OnAborted(FakeRequest request)
    {
        if (!stopping.IsCancellationRequested)
        {
            request.MarkDisconnected();
        }
    }
}
