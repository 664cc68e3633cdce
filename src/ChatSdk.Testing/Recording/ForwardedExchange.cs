using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace ChatSdk.Testing;

/// <summary>Forwards one request to the recorded server. Sends the answer back to the client chunk by chunk, as it is received.</summary>
internal sealed class ForwardedExchange(HttpContext context, FakeRequest request, ExchangeLog log, CancellationToken ended)
{
    private readonly HttpResponse _client = context.Response;

    /// <summary>Forwards the request and the answer.</summary>
    /// <returns>How the answer ended; <see langword="null"/> if the server could not be reached.</returns>
    /// <param name="http">The client for the recorded server.</param>
    /// <param name="message">The request.</param>
    /// <param name="patience">Cancels the wait for the server.</param>
    public async Task<string?> RunAsync(HttpClient http, HttpRequestMessage message, CancellationToken patience)
    {
        try
        {
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, patience).ConfigureAwait(false);
            log.Head((int)response.StatusCode, [.. PassedHeaders.Of(response)]);
            await SendHeadAsync(response).ConfigureAwait(false);
            return await CopyAsync(response, patience).ConfigureAwait(false);
        }
        catch (HttpRequestException error) when (IsUnreachable(error))
        {
            await RefuseAsync(error).ConfigureAwait(false);
            return null;
        }
        catch (HttpRequestException)
        {
            return RecordingForm.Dropped;
        }
        catch (OperationCanceledException)
        {
            return RecordingForm.Left;
        }
    }

    private static bool IsUnreachable(HttpRequestException error) => error.HttpRequestError
        is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
        or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    private async Task SendHeadAsync(HttpResponseMessage response)
    {
        _client.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in PassedHeaders.Of(response))
        {
            _client.Headers[name] = values.ToArray();
        }

        await IfConnectedAsync(_client.Body.FlushAsync).ConfigureAwait(false);
    }

    private async Task<string> CopyAsync(HttpResponseMessage response, CancellationToken patience)
    {
        var left = response.Content.Headers.ContentLength ?? long.MaxValue;
        var buffer = new byte[16 * 1024];
        try
        {
            var body = await response.Content.ReadAsStreamAsync(patience).ConfigureAwait(false);
            while (await body.ReadAsync(buffer, patience).ConfigureAwait(false) is > 0 and var count)
            {
                var piece = buffer.AsMemory(0, count);
                log.Piece(piece.Span);
                left -= count;
                if (left == 0)
                {
                    request.MarkAnswered();
                }

                await IfConnectedAsync(token => SendAsync(piece, token)).ConfigureAwait(false);
            }

            return RecordingForm.Whole;
        }
        catch (IOException error)
        {
            return error.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset } ? RecordingForm.Reset : RecordingForm.Cut;
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> piece, CancellationToken cancellationToken)
    {
        await _client.Body.WriteAsync(piece, cancellationToken).ConfigureAwait(false);
        await _client.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    // Once the client has disconnected, the rest of the answer is only recorded.
    private async Task IfConnectedAsync(Func<CancellationToken, Task> send)
    {
        try
        {
            if (!ended.IsCancellationRequested)
            {
                await send(ended).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The client disconnected while data was being sent.
        }
    }

    private async Task RefuseAsync(HttpRequestException error)
    {
        _client.StatusCode = StatusCodes.Status502BadGateway;
        _client.ContentType = "application/json";
        var body = WireJson.Error($"The server to record could not be reached. {error.Message}", "upstream_unreachable", param: null, code: null);
        await IfConnectedAsync(token => _client.Body.WriteAsync(Encoding.UTF8.GetBytes(body), token).AsTask()).ConfigureAwait(false);
    }
}
