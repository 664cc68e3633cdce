using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace ChatSdk.Testing;

/// <summary>
/// Sends an answer and then resets the connection. It writes directly to the socket, because Kestrel could still be holding
/// back bytes when the reset is sent.
/// </summary>
internal static class RawAnswerWriter
{
    public static async Task WriteAsync(
        HttpContext context, FakeRequest request, AnswerPlan plan, CancellationToken ended)
    {
        var socket = context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;
        try
        {
            await SendAllAsync(socket, Head(context.Response, plan), ended).ConfigureAwait(false);
            var pieces = plan.Pieces();
            var pace = new Pace(plan);
            for (var index = 0; index < pieces.Length; index++)
            {
                await pace.WaitAsync(index, ended).ConfigureAwait(false);
                await SendAllAsync(socket, Chunk(pieces[index].Span), ended).ConfigureAwait(false);
            }

            await pace.WaitAsync(pieces.Length, ended).ConfigureAwait(false);
            request.MarkAnswered();
            // With a linger time of zero, closing the socket sends a reset.
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
            socket.Close();
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The connection is closed. If the token is canceled, the server is stopping, or Kestrel has already noticed that the
            // client disconnected. Otherwise, the client has just disconnected.
            if (!ended.IsCancellationRequested)
            {
                request.MarkDisconnected();
            }
        }

        context.Abort();
    }

    private static byte[] Head(HttpResponse response, AnswerPlan plan)
    {
        foreach (var (name, value) in plan.Headers)
        {
            response.Headers[name] = value;
        }

        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {plan.Status} {ReasonPhrases.GetReasonPhrase(plan.Status)}\r\n");
        foreach (var (name, value) in response.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        return Encoding.ASCII.GetBytes(head.Append("Transfer-Encoding: chunked\r\n\r\n").ToString());
    }

    private static byte[] Chunk(ReadOnlySpan<byte> piece) =>
        [.. Encoding.ASCII.GetBytes(piece.Length.ToString("x", CultureInfo.InvariantCulture)), .. "\r\n"u8, .. piece, .. "\r\n"u8];

    private static async Task SendAllAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken ended)
    {
        while (!bytes.IsEmpty)
        {
            var sent = await socket.SendAsync(bytes, SocketFlags.None, ended).ConfigureAwait(false);
            bytes = bytes[sent..];
        }
    }
}
