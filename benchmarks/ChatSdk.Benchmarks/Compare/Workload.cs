using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ChatSdk.Benchmarks.Compare;

/// <summary>An answer that the server sends, and the result that a client must report for it.</summary>
/// <param name="Name">The name of the workload, which is also the model in the request.</param>
/// <param name="Chunks">The number of chunks with text or tool arguments in the stream; 0 if the answer is not streamed.</param>
/// <param name="Events">The data of each event in the stream; a single item, the JSON of the answer, if it is not streamed.</param>
/// <param name="Characters">The number of characters in the text or the tool arguments.</param>
internal sealed record Workload(string Name, int Chunks, string[] Events, long Characters)
{
    private const int _chunkCount = 2000;
    private const int _calls = 4;
    private const int _promptTokens = 57;
    private const string _common = "\"created\":1763625600,\"model\":\"bench-model-2026-11-20\",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_b54fe76834\"";
    private const string _id = "chatcmpl-CWZ9sKq3vXn7mB2pT5rL8dY1fH6jA";
    private const string _small = "Hello! I am a language model served by a benchmark server, here to answer quickly.";

    private static readonly string[] _words =
        [" the", " quick", " model", " of", " stream", " token", " and", " value", "\n\n", " reads", " from", " server", ".", " café", " long", " \"", ",", " user", " \u2014", " client"];

    public static Workload[] All { get; } =
    [
        TextStream("stream", (chunk, _) => chunk),
        TextStream("obfuscated", (chunk, number) => $"{chunk[..^1]},\"obfuscation\":\"{"aZ3kQ9xLmP2vB7nR"[..(number * 11 % 16)]}\"}}"),
        Tools(),
        TextStream("usage", (chunk, number) => chunk.Replace("\"usage\":null", $"\"usage\":{{\"prompt_tokens\":{_promptTokens},\"completion_tokens\":{number + 1},\"total_tokens\":{number + 1 + _promptTokens}}}", StringComparison.Ordinal)),
        TextStream("times", (chunk, number) => $"{chunk[..^1].Replace("1763625600", $"{1763625600 + (number / 7)}", StringComparison.Ordinal)},\"x_time\":{Number(0.0137 * (number + 1))}}}"),
        TextStream("logprobs", WithLogProbs),
        TextStream("two choices", (chunk, number) => chunk.Replace("\"index\":0", $"\"index\":{number % 2}", StringComparison.Ordinal)),
        TextStream("ids", (chunk, _) => chunk),
        TextCompletion(),
        Small(),
        Large(),
    ];

    /// <summary>Gets the number of tool calls in the stream.</summary>
    public int Calls => Name == "tools" ? _calls : 0;

    public bool IsStream => Chunks > 0;

    /// <summary>Gets the number of choices whose chunks alternate in the stream.</summary>
    public int Choices => Name == "two choices" ? 2 : 1;

    /// <summary>Gets whether the answer is a text completion instead of a chat completion.</summary>
    public bool IsTextCompletion => Name == "text completion";

    public bool HasTools => Name is "tools" or "large";

    public string Unit => IsStream ? "chunk" : "call";

    /// <summary>
    /// Gets the number of concurrent requests. With one complete answer at a time, the result would depend on how the thread pool schedules
    /// its work.
    /// </summary>
    public int Concurrency => IsStream ? 1 : 16;

    /// <summary>Gets the number of bytes in the body, without HTTP framing.</summary>
    public long BodyBytes { get; } = PayloadsOf(Name, Chunks, Events).Sum(payload => (long)payload.Length);

    public IEnumerable<byte[]> Payloads => PayloadsOf(Name, Chunks, Events);

    /// <summary>Verifies that a client received the complete answer, so that all clients do the same work.</summary>
    /// <exception cref="InvalidOperationException">The client did not receive the complete answer.</exception>
    public void Check(Reply reply, string client)
    {
        var tokens = _promptTokens + (IsStream ? Chunks : 20);
        var expected = new Reply(IsStream && !HasTools ? Chunks : 0, Characters, tokens, HasTools ? "tool_calls" : "stop");
        if (reply != expected)
        {
            throw new InvalidOperationException($"{client} reported {reply} for {Name}, but {expected} was expected.");
        }
    }

    private static IEnumerable<byte[]> PayloadsOf(string name, int chunks, string[] events) =>
        events.Select((json, number) => Encoding.UTF8.GetBytes(chunks > 0 ? $"{(name == "ids" ? $"event: message\nid: {number}\n" : "")}data: {json}\n\n" : json));

    private static Workload TextStream(string name, Func<string, int, string> vary)
    {
        var words = Words();
        var chunks = words.Select((word, number) => vary(Chunk($"{{\"content\":{Quoted(word)}}}"), number));
        return new Workload(name, _chunkCount, Stream("\"\"", chunks, "stop"), words.Sum(word => (long)word.Length));
    }

    private static Workload TextCompletion()
    {
        var words = Words();
        string[] events = [TextChunk("\"\""), .. words.Select(word => TextChunk(Quoted(word))), TextChunk("\"\"", "\"stop\""), LastChunk("text_completion", _chunkCount), "[DONE]"];
        return new Workload("text completion", _chunkCount, events, words.Sum(word => (long)word.Length));
    }

    private static List<string> Words() => [.. Enumerable.Range(0, _chunkCount).Select(number => _words[number * 7 % _words.Length])];

    private static string WithLogProbs(string chunk, int number)
    {
        var token = $"{{\"token\":\" a\",\"logprob\":{Number(-0.01 * ((number % 97) + 1))},\"bytes\":[32,{97 + (number % 26)}]";
        return chunk.Replace("\"logprobs\":null", $"\"logprobs\":{{\"content\":[{token},\"top_logprobs\":[{token}}},{{\"token\":\" b\",\"logprob\":{Number(-3.1 - (number % 13))},\"bytes\":[32,98]}}]}}]}}", StringComparison.Ordinal);
    }

    private static string Number(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);

    private static Workload Tools()
    {
        const int ChunksPerCall = _chunkCount / _calls;
        var arguments = Arguments(ChunksPerCall);
        var fragments = arguments.Chunk((arguments.Length + ChunksPerCall - 1) / ChunksPerCall).Select(fragment => Quoted(new string(fragment))).ToList();
        var chunks = Enumerable.Range(0, _calls).SelectMany(call => fragments.Select((fragment, number) => Chunk($"{{\"tool_calls\":[{(number == 0 ? Call(call, fragment) : CallFragment(call, fragment))}]}}")));
        return new Workload("tools", fragments.Count * _calls, Stream("null", chunks, "tool_calls", fragments.Count * _calls), (long)arguments.Length * _calls);
    }

    private static Workload Small() =>
        new("small", 0, [Answer($"{{\"role\":\"assistant\",\"content\":{Quoted(_small)},\"refusal\":null,\"annotations\":[]}}", "stop")], _small.Length);

    private static Workload Large()
    {
        var arguments = Arguments(2440);
        var calls = Enumerable.Range(0, _calls).Select(call => Call(call, Quoted(arguments)));
        return new Workload("large", 0, [Answer($"{{\"role\":\"assistant\",\"content\":null,\"refusal\":null,\"annotations\":[],\"tool_calls\":[{string.Join(',', calls)}]}}", "tool_calls")], (long)arguments.Length * _calls);
    }

    private static string Arguments(int words) =>
        $"{{\"city\":\"Town\",\"days\":3,\"note\":{Quoted(string.Concat(Enumerable.Range(0, words).Select(number => _words[number % 7])))}}}";

    private static string Call(int index, string arguments) =>
        $"{{\"index\":{index},\"id\":\"call_{index}xYz0123456789abcdefghij\",\"type\":\"function\",\"function\":{{\"name\":\"get_weather\",\"arguments\":{arguments}}}}}";

    private static string CallFragment(int index, string arguments) => $"{{\"index\":{index},\"function\":{{\"arguments\":{arguments}}}}}";

    private static string[] Stream(string content, IEnumerable<string> chunks, string finish, int count = _chunkCount) =>
    [
        Chunk($"{{\"role\":\"assistant\",\"content\":{content},\"refusal\":null}}"),
        .. chunks,
        Chunk("{}", Quoted(finish)),
        LastChunk("chat.completion.chunk", count),
        "[DONE]",
    ];

    private static string Chunk(string delta, string finish = "null") =>
        $"{{\"id\":\"{_id}\",\"object\":\"chat.completion.chunk\",{_common},\"choices\":[{{\"index\":0,\"delta\":{delta},\"logprobs\":null,\"finish_reason\":{finish}}}],\"usage\":null}}";

    private static string TextChunk(string text, string finish = "null") =>
        $"{{\"id\":\"{_id}\",\"object\":\"text_completion\",{_common},\"choices\":[{{\"index\":0,\"text\":{text},\"logprobs\":null,\"finish_reason\":{finish}}}],\"usage\":null}}";

    private static string LastChunk(string type, int count) => $"{{\"id\":\"{_id}\",\"object\":\"{type}\",{_common},\"choices\":[],{Usage(count)}}}";

    private static string Answer(string message, string finish) =>
        $"{{\"id\":\"{_id}\",\"object\":\"chat.completion\",{_common},\"choices\":[{{\"index\":0,\"message\":{message},\"logprobs\":null,\"finish_reason\":\"{finish}\"}}],{Usage(20)}}}";

    private static string Usage(int completion) =>
        $"\"usage\":{{\"prompt_tokens\":{_promptTokens},\"completion_tokens\":{completion},\"total_tokens\":{_promptTokens + completion},\"prompt_tokens_details\":{{\"cached_tokens\":0,\"audio_tokens\":0}},\"completion_tokens_details\":{{\"reasoning_tokens\":0,\"audio_tokens\":0,\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}}}}";

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
