using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChatSdk.Benchmarks.Compare;

/// <summary>A server in a separate process that sends prepared responses, with headers like those of a hosted service.</summary>
internal static class WorkloadServer
{
    private const string _head = "HTTP/1.1 200 OK\r\nDate: Fri, 20 Nov 2026 08:00:00 GMT\r\nServer: bench\r\nConnection: keep-alive\r\naccess-control-expose-headers: X-Request-ID\r\n" +
        "openai-organization: org-bench\r\nopenai-processing-ms: 212\r\nopenai-version: 2020-10-01\r\nx-ratelimit-limit-requests: 10000\r\nx-ratelimit-limit-tokens: 2000000\r\n" +
        "x-ratelimit-remaining-requests: 9999\r\nx-ratelimit-remaining-tokens: 1999980\r\nx-ratelimit-reset-requests: 6ms\r\nx-ratelimit-reset-tokens: 0s\r\nx-request-id: req_0a1b2c3d4e5f60718293a4b5c6d7e8f9\r\n";

    private static readonly Dictionary<string, byte[]> _answers = Workload.All.ToDictionary(workload => workload.Name, AnswerOf, StringComparer.Ordinal);

    /// <summary>Prints the port of the server, and serves requests until the standard input is closed.</summary>
    public static async Task RunAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start(512);
        Console.WriteLine(((IPEndPoint)listener.LocalEndpoint).Port);

        // Even the asynchronous methods of Console.In block, so another thread reads it.
        var end = Task.Run(Console.In.ReadToEnd);
        while (await Task.WhenAny(end, AcceptAsync(listener)) != end)
        {
        }
    }

    private static async Task AcceptAsync(TcpListener listener)
    {
        var socket = await listener.AcceptSocketAsync();
        socket.NoDelay = true;
        _ = ServeAsync(socket);
    }

    private static async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            var buffer = new byte[64 * 1024];
            var count = 0;
            while (await ReceiveAsync(socket, buffer.AsMemory(count)) is > 0 and var read)
            {
                count += read;
                if (IsComplete(Encoding.ASCII.GetString(buffer, 0, count), out var model))
                {
                    count = 0;
                    await SendAsync(socket, _answers[model]);
                }
            }
        }
    }

    private static async ValueTask<int> ReceiveAsync(Socket socket, Memory<byte> buffer)
    {
        try
        {
            return await socket.ReceiveAsync(buffer);
        }
        catch (SocketException)
        {
            return 0;
        }
    }

    private static async ValueTask SendAsync(Socket socket, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes)..];
        }
    }

    /// <summary>Determines whether a request is complete. No other request follows it, because clients wait for the answer before they send the next one.</summary>
    private static bool IsComplete(string request, out string model)
    {
        const string Length = "\r\nContent-Length: ";
        const string Model = "\"model\":\"";
        model = "";
        var body = request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        var length = request.IndexOf(Length, StringComparison.OrdinalIgnoreCase) + Length.Length;
        var isComplete = body >= 4 && (length < Length.Length
            ? request.EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal)
            : request.Length - body >= int.Parse(request.AsSpan(length, request.IndexOf('\r', length) - length), CultureInfo.InvariantCulture));
        if (isComplete)
        {
            var name = request.IndexOf(Model, StringComparison.Ordinal) + Model.Length;
            model = request[name..request.IndexOf('"', name)];
        }

        return isComplete;
    }

    private static byte[] AnswerOf(Workload workload)
    {
        if (!workload.IsStream)
        {
            return [.. Encoding.ASCII.GetBytes($"{_head}Content-Type: application/json\r\nContent-Length: {workload.BodyBytes}\r\n\r\n"), .. workload.Payloads.Single()];
        }

        var chunks = workload.Payloads.SelectMany(payload => (byte[])[.. Encoding.ASCII.GetBytes($"{payload.Length:x}\r\n"), .. payload, .. "\r\n"u8]);
        return [.. Encoding.ASCII.GetBytes($"{_head}Content-Type: text/event-stream; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"), .. chunks, .. "0\r\n\r\n"u8];
    }
}
