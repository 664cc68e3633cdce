using System.Net.Sockets;
using System.Text;

namespace ChatSdk.Benchmarks.Compare;

/// <summary>The HTTP response that contains the answer for a workload, and headers like those of a hosted service.</summary>
internal sealed class WorkloadAnswer
{
    private const string _head = "HTTP/1.1 200 OK\r\nDate: Fri, 20 Nov 2026 08:00:00 GMT\r\nServer: bench\r\nConnection: keep-alive\r\naccess-control-expose-headers: X-Request-ID\r\n" +
        "openai-organization: org-bench\r\nopenai-processing-ms: 212\r\nopenai-version: 2020-10-01\r\nx-ratelimit-limit-requests: 10000\r\nx-ratelimit-limit-tokens: 2000000\r\n" +
        "x-ratelimit-remaining-requests: 9999\r\nx-ratelimit-remaining-tokens: 1999980\r\nx-ratelimit-reset-requests: 6ms\r\nx-ratelimit-reset-tokens: 0s\r\nx-request-id: req_0a1b2c3d4e5f60718293a4b5c6d7e8f9\r\n";

    private const int _chunksBeforeSilence = 5;
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _silence = TimeSpan.FromSeconds(30);

    private readonly byte[] _start;
    private readonly byte[][] _chunks;
    private readonly byte[] _allChunks;
    private readonly byte[] _repeatedChunks;
    private readonly byte[] _end;

    public WorkloadAnswer(Workload workload)
    {
        if (!workload.IsStream)
        {
            _start = [.. Encoding.ASCII.GetBytes($"{_head}Content-Type: application/json\r\nContent-Length: {workload.BodyBytes}\r\n\r\n"), .. workload.Payloads.Single()];
            (_chunks, _allChunks, _repeatedChunks, _end) = ([], [], [], []);
            return;
        }

        // The first event of a stream has the role. The chunks with text or tool arguments follow, and then the finish reason, the usage and [DONE].
        var events = workload.Payloads.Select(payload => (byte[])[.. Encoding.ASCII.GetBytes($"{payload.Length:x}\r\n"), .. payload, .. "\r\n"u8]).ToList();
        _start = [.. Encoding.ASCII.GetBytes($"{_head}Content-Type: text/event-stream; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"), .. events[0]];
        _chunks = [.. events.Skip(1).Take(workload.Chunks)];
        _allChunks = [.. _chunks.SelectMany(chunk => chunk)];

        // A chunk with the ID of a tool call is not repeated, because it would begin another call.
        _repeatedChunks = [.. _chunks.Where(chunk => chunk.AsSpan().IndexOf("\"id\":\"call_"u8) < 0).SelectMany(chunk => chunk)];
        _end = [.. events.Skip(1 + workload.Chunks).SelectMany(chunk => chunk), .. "0\r\n\r\n"u8];
    }

    /// <summary>Sends the response. The chunks of the stream are sent the given number of times, except that chunks that begin a tool call are sent only once.</summary>
    public async Task SendAsync(Socket socket, int times)
    {
        await SendAsync(socket, _start);
        await SendAsync(socket, _allChunks);
        for (var time = 1; time < times; time++)
        {
            await SendAsync(socket, _repeatedChunks);
        }

        await SendAsync(socket, _end);
    }

    /// <summary>Sends the response with only the given number of chunks, and waits 100 milliseconds before each chunk, except 30 seconds before the sixth.</summary>
    public async Task SendSlowlyAsync(Socket socket, int count)
    {
        await SendAsync(socket, _start);
        for (var sent = 0; sent < count; sent++)
        {
            await Task.Delay(sent == _chunksBeforeSilence ? _silence : _pause);
            await SendAsync(socket, _chunks[sent]);
        }

        await SendAsync(socket, _end);
    }

    private static async ValueTask SendAsync(Socket socket, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes)..];
        }
    }
}
