using ChatSdk.Testing;

namespace ChatSdk.Soak;

/// <summary>An echo server, and a server for each scenario in which the server must behave differently.</summary>
internal sealed class Servers : IAsyncDisposable
{
    private const string _unfinished = """{"choices":[{"index":0,"delta":{"content":"unfinished""";

    private readonly FakeChatServer[] _servers;
    private readonly RawServer _tooLong = new($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {(64 * 1024 * 1024) - 1}\r\n\r\n{{\"choices\":");
    private readonly RawServer _tooShort = new("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n{\"choices\":[{\"index\":0,\"message\":{\"content\":\"Hi\"}}]}");

    private Servers(FakeChatServer[] servers)
    {
        _servers = servers;
        servers[1].AnswersAlways(FakeAnswer.Json("""{"choices":[{"index":0,"message":{"role":"assistant","tool_calls":[{"id":"c1","type":"function","function":{"name":"upper","arguments":"{\"text\":\"abc\"}"}}]},"finish_reason":"tool_calls"}]}"""));
        servers[2].AnswersAlways(FakeAnswer.Text(Words("cut")).ThenCuts());
        servers[3].AnswersAlways(FakeAnswer.Text(Words("reset")).ThenResets());
        servers[4].AnswersAlways(FakeAnswer.Text(Words("hang")).ThenHangs());
        servers[5].AnswersAlways(FakeAnswer.Events("""{"choices":[{"index":0,"delta":{"content":"error-0"}}]}""", """{"error":{"message":"Boom.","code":"overloaded"}}"""));
        servers[6].AnswersAlways(FakeAnswer.Error(503, "Too busy."));
        servers[7].AnswersAlways(FakeAnswer.Raw($"{new string('\n', 200_000)}data: {{\"choices\":[{{\"index\":0,\"delta\":{{\"content\":\"{Words("blank")}\"}},\"finish_reason\":\"stop\"}}]}}\n{new string('\n', 200_000)}data: [DONE]\n\n", "text/event-stream"));
        servers[8].AnswersAlways(FakeAnswer.Raw($"data: {_unfinished}{new string(' ', 100_000)}\ndata: {_unfinished}", "text/event-stream"));
    }

    public string Echo => _servers[0].BaseAddress;

    public string Tools => _servers[1].BaseAddress;

    public string Cut => _servers[2].BaseAddress;

    public string Reset => _servers[3].BaseAddress;

    public string Hang => _servers[4].BaseAddress;

    public string Error => _servers[5].BaseAddress;

    public string Busy => _servers[6].BaseAddress;

    public string Blank => _servers[7].BaseAddress;

    public string Unfinished => _servers[8].BaseAddress;

    /// <summary>Gets the server for the keyed clients of <see cref="Tenants"/>, each of which has its own API key.</summary>
    public FakeChatServer Keyed => _servers[9];

    public string TooLong => _tooLong.BaseAddress;

    public string TooShort => _tooShort.BaseAddress;

    public static async Task<Servers> StartAsync() => new(await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => FakeChatServer.StartAsync())));

    /// <summary>Returns the text that the server for a fault sends: 20 words that begin with the name of the fault.</summary>
    public static string Words(string fault) => string.Join(' ', Enumerable.Range(0, 20).Select(number => $"{fault}-{number}"));

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        await _tooLong.DisposeAsync();
        await _tooShort.DisposeAsync();
    }
}
