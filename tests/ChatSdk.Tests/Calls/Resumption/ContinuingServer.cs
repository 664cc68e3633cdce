using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace ChatSdk.Tests.Resumption;

/// <summary>
/// A server on a real socket that continues the text of the last message. A test calls <see cref="Cut"/> to have the next responses cut off
/// after given numbers of bytes.
/// </summary>
internal sealed class ContinuingServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Queue<int> _cuts = new();
    private readonly string _lineEnd;
    private readonly bool _sendsLength;
    private readonly Task _serving;

    /// <summary>Initializes a new instance of the <see cref="ContinuingServer"/> class.</summary>
    /// <param name="lineEnd">The line ending of the events.</param>
    /// <param name="sendsLength">Whether a response has a Content-Length. If it does, reading a response that was cut off fails; otherwise, it just ends early.</param>
    public ContinuingServer(string lineEnd, bool sendsLength)
    {
        (_lineEnd, _sendsLength) = (lineEnd, sendsLength);
        _listener.Start();
        _serving = ServeAsync();
    }

    public string BaseAddress => $"http://{_listener.LocalEndpoint}/v1";

    /// <summary>Gets or sets the text of the answer, as the chunks in which it is sent.</summary>
    public IReadOnlyList<string> Tokens { get; set; } = [];

    /// <summary>
    /// Gets or sets the chunks that the server sends instead of continuing the last message, or <see langword="null"/> to continue it.
    /// </summary>
    public IReadOnlyList<string>? NewAnswer { get; set; }

    /// <summary>Gets or sets the reasoning that precedes the text.</summary>
    public string Reasoning { get; set; } = "";

    /// <summary>Gets the bodies of the requests that were received since the last call to <see cref="Cut"/>.</summary>
    public List<JsonElement> Requests { get; } = [];

    /// <summary>Gets the length of the complete response body, in bytes.</summary>
    public int Length => ResponseTo("", Tokens).Length;

    /// <summary>Cuts off the next responses, each after the given number of bytes. Later responses are complete.</summary>
    public void Cut(params int[] lengths)
    {
        lock (_cuts)
        {
            Requests.Clear();
            _cuts.Clear();
            Array.ForEach(lengths, _cuts.Enqueue);
        }
    }

    /// <summary>Stops the server, and fails the test if the server has failed.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await FluentActions.Awaiting(() => _serving).Should().ThrowAsync<OperationCanceledException>();
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            using var socket = await _listener.AcceptSocketAsync(_stop.Token);
            await AnswerAsync(socket);
        }
    }

    private async Task AnswerAsync(Socket socket)
    {
        var request = await ReadAsync(socket);
        var last = request.GetProperty("messages").EnumerateArray().Last();
        var start = last.GetProperty("role").GetString() == "assistant" ? last.GetProperty("content").GetString()! : "";
        int cut;
        lock (_cuts)
        {
            Requests.Add(request);
            cut = _cuts.TryDequeue(out var length) ? length : int.MaxValue;
        }

        string.Concat(Tokens).Should().StartWith(start);
        var body = start.Length > 0 && NewAnswer is not null ? ResponseTo("", NewAnswer) : ResponseTo(start, Tokens);
        var head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n" + (_sendsLength ? $"Content-Length: {body.Length}\r\n\r\n" : "\r\n");
        await socket.SendAsync(Encoding.ASCII.GetBytes(head));
        await socket.SendAsync(body.AsMemory(0, Math.Min(cut, body.Length)));
        socket.Shutdown(SocketShutdown.Send);
        await socket.ReceiveAsync(new byte[1]);
    }

    private byte[] ResponseTo(string start, IReadOnlyList<string> tokens)
    {
        List<string> events = [Event("\"role\":\"assistant\",\"content\":\"\"")];
        if (start.Length == 0 && Reasoning.Length > 0)
        {
            events.Add(Event($"\"reasoning_content\":\"{Reasoning}\""));
        }

        var skip = start.Length;
        var count = 0;
        foreach (var token in tokens)
        {
            var rest = token[Math.Min(skip, token.Length)..];
            skip -= token.Length - rest.Length;
            if (rest.Length > 0)
            {
                events.Add(Event($"\"content\":\"{Escaped(rest)}\"", ++count));
            }
        }

        events.Add("""{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""");
        events.Add("[DONE]");
        return Encoding.UTF8.GetBytes(string.Concat(events.Select(data => $"data: {data}{_lineEnd}{_lineEnd}")));
    }

    private static string Event(string delta, int count = 0)
    {
        var usage = count == 0 ? "" : $",\"usage\":{{\"prompt_tokens\":10,\"completion_tokens\":{count},\"total_tokens\":{count + 10}}}";
        return $"{{\"id\":\"c\",\"choices\":[{{\"index\":0,\"delta\":{{{delta}}}}}]{usage}}}";
    }

    // Surrogates are escaped, because an unpaired surrogate cannot be encoded as UTF-8.
    private static string Escaped(string text) => string.Concat(text.Select(character =>
        char.IsSurrogate(character) || char.IsControl(character) ? "\\u" + ((int)character).ToString("x4", CultureInfo.InvariantCulture) : character.ToString()));

    private static async Task<JsonElement> ReadAsync(Socket socket)
    {
        const string LengthHeader = "Content-Length: ";
        var buffer = new byte[64 * 1024];
        var read = 0;
        while (true)
        {
            var more = await socket.ReceiveAsync(buffer.AsMemory(read));
            more.Should().NotBe(0, "the request must be complete");
            read += more;
            var text = Encoding.Latin1.GetString(buffer, 0, read);
            var body = text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
            var length = text.IndexOf(LengthHeader, StringComparison.Ordinal) + LengthHeader.Length;
            if (body >= 4 && read - body >= int.Parse(text.AsSpan(length, text.IndexOf('\r', length) - length), CultureInfo.InvariantCulture))
            {
                return JsonDocument.Parse(buffer.AsMemory(body, read - body)).RootElement.Clone();
            }
        }
    }
}
