using System.Text;
using System.Text.Json.Nodes;

namespace ChatSdk.Tests.Streaming.Repeats;

/// <summary>Tests that a chunk read by comparison equals the parsed chunk, whatever changes between chunks.</summary>
[TestFixture]
public sealed class RepeatTests
{
    private const string _text = """{"id":"1","object":"chat.completion.chunk","created":7,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"Hi","refusal":"No","reasoning_content":"Hm","reasoning":"Hm","x":"y","n":1},"finish_reason":null,"logprobs":null,"stop":"s"}],"usage":null,"service_tier":"default","obfuscation":"ab","p":"q"}""";
    private const string _call = """{"id":"1","choices":[{"index":0,"delta":{"content":null,"tool_calls":[{"index":0,"id":"c","type":"function","function":{"name":"f","arguments":"{\""}}]},"finish_reason":null}],"system_fingerprint":"fp"}""";
    private const string _odd = """{"choices":[{"index":"0","text":"again","message":null,"delta":{"content":"a","role":7},"seed":1}],"created":"soon","model":"","x_groq":{"id":"r"},"provider":"p"}""";

    // Raw content of JSON strings: escapes, unpaired surrogates, invalid content, and text that ends the string early.
    private static readonly string[] _rawStrings =
    [
        "", "a", " the quick brown fox, and a long way to go", "caf\u00C3\u00A9", "\\n\\\"\\\\\\/", "\\u00e9\\ud83d\\ude00", "\\ud83d", "\\ude00", "\u00FF\u00C3", "\\x", "\\u12", "\\uZ123", "\\u1Z23", "\\u12Z3", "\\u123Z", "\\", "\u0001", "\r\n", "\n",
        "a\",\"content\":\"b", "a\",\"role\":\"user", "a\"},\"delta\":{\"content\":\"b", "a\"}}", "3", "null", "true", "{\\\"k\\\":1}",
    ];

    private static readonly string?[] _values = ["null", "\"\"", "\"other\"", "\"3\"", "3", "2.5", "true", "{}", "[]", "{\"a\":\"b\"}", "[\"a\"]", "[{}]", null];

    [TestCase(_text)]
    [TestCase(_call)]
    [TestCase(_odd)]
    public async Task Compared_chunk_equals_the_parsed_one_whatever_its_strings_contain(string json)
    {
        for (var at = json.IndexOf(":\"", StringComparison.Ordinal); at >= 0; at = json.IndexOf(":\"", at + 1, StringComparison.Ordinal))
        {
            var end = json.IndexOf("\",", at + 2, StringComparison.Ordinal) is >= 0 and var comma ? comma : json.IndexOf("\"}", at + 2, StringComparison.Ordinal);
            var (before, after) = (json[..(at + 2)], json[end..]);
            foreach (var raw in _rawStrings)
            {
                await CheckAsync(json, $"{before}one{after}", $"{before}{raw}{after}", $"{before}two{after}", json);
            }
        }
    }

    [TestCase(_text)]
    [TestCase(_call)]
    [TestCase(_odd)]
    public async Task Compared_chunk_equals_the_parsed_one_when_any_field_changes(string chunk)
    {
        var json = JsonNode.Parse(chunk)!.ToJsonString();
        foreach (var path in PathsOf(JsonNode.Parse(json)!))
        {
            foreach (var value in _values)
            {
                var changed = Changed(json, path, value);
                await CheckAsync(json, json, changed, changed.Replace("\"Hi\"", "\"there\"", StringComparison.Ordinal), json.Replace("\"a\"", "\"b\"", StringComparison.Ordinal));
            }
        }
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    [TestCase(4)]
    public async Task Compared_chunks_equal_parsed_ones_in_any_mixture(int seed)
    {
        var random = new Random(seed);
        string[] kinds = [_text, _call, _odd, _text.Replace("\"index\":0", "\"index\":1", StringComparison.Ordinal), _text.Replace(":null,\"logprobs\"", ":\"stop\",\"logprobs\"", StringComparison.Ordinal), """{"choices":[{"index":0,"delta":{"content":"a"}},{"index":1,"delta":{"content":"b"}}]}""", """{"choices":[],"usage":{"total_tokens":3}}"""];
        for (var round = 0; round < 30; round++)
        {
            List<string> chunks = [];
            while (chunks.Count < 40)
            {
                var kind = kinds[random.Next(kinds.Length)];
                for (var times = random.Next(1, 8); times > 0; times--)
                {
                    var text = _rawStrings[random.Next(8)];
                    chunks.Add(kind.Replace("Hi", text, StringComparison.Ordinal).Replace("{\\\"", text, StringComparison.Ordinal).Replace("\"ab\"", $"\"{_rawStrings[random.Next(8)]}\"", StringComparison.Ordinal));
                }
            }

            await CheckAsync([.. chunks]);
        }
    }

    [Test]
    public async Task Lists_and_extra_fields_of_similar_chunks_are_accumulated()
    {
        string[] texts = ["a", "b", "b", "c", "c", "d"];
        var stream = string.Concat(texts.Select(text => $$$"""data: {"top":[1],"pad":"{{{text}}}","choices":[{"index":0,"ids":[2],"delta":{"spans":[3],"mark":"{{{text}}}"}}]}""" + "\n\n"));
        var answer = new ChatCompletionAccumulator();

        var reading = await ChunkReading.OfAsync(Encoding.UTF8.GetBytes(stream));
        foreach (var chunk in reading.Chunks)
        {
            answer.Add(chunk);
        }

        reading.Repeats.Should().Be(texts.Length - 1);
        var completion = answer.ToCompletion();
        var choice = completion.Choices[0];
        completion.ExtraFields["top"].GetRawText().Should().Be("[1]");
        completion.ExtraFields["pad"].GetString().Should().Be("d");
        choice.ExtraFields["ids"].GetRawText().Should().Be("[2,2,2,2,2,2]");
        choice.Message!.ExtraFields["spans"].GetRawText().Should().Be("[3,3,3,3,3,3]");
        choice.Message.ExtraFields["mark"].GetString().Should().Be("abbccd");
    }

    [TestCase("data: {0}\n\n")]
    [TestCase("data:{0}\n\n")]
    [TestCase("data: {0}\r\n\r\n")]
    [TestCase("data: {0} \n\n")]
    [TestCase("data: {0}\r\r")]
    [TestCase("data: {0}\n")]
    [TestCase("{0}\n")]
    [TestCase("event: message\ndata: {0}\n\n")]
    [TestCase("data: {0}\nid: 3\n\n")]
    [TestCase(": HTTP_STATUS/200\ndata: {0}\n\n")]
    [TestCase("data: {0}\n: HTTP_STATUS/429\n\n")]
    [TestCase("data: {0}\n\n: keep-alive\n\n")]
    [TestCase("data: {0}\n\nevent: ping\ndata: {0}\n\n")]
    public async Task Compared_chunk_equals_the_parsed_one_in_any_event_format(string frame)
    {
        var texts = _rawStrings[..13].Concat(_rawStrings[..13]).Select(raw => frame.Replace("{0}", _text.Replace("Hi", raw, StringComparison.Ordinal), StringComparison.Ordinal));

        await CheckStreamAsync(string.Concat(texts));
    }

    [Test]
    public async Task Very_large_chunks_are_not_compared()
    {
        var fields = string.Concat(Enumerable.Range(0, 20_000).Select(number => $"\"field{number}\":\"{number}\","));
        var many = "data: {" + fields + "\"choices\":[{\"delta\":{\"content\":\"a\"}}]}" + "\n\n";
        var large = """data: {"choices":[{"delta":{"content":" """ + new string('a', 100_000) + "\"}}]}\n\n";
        var stream = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(many, 5).Concat(Enumerable.Repeat(large, 5))));

        var reading = await ChunkReading.OfAsync(stream);

        reading.Chunks.Should().HaveCount(10);
        reading.Repeats.Should().Be(0);
    }

    private static Task CheckAsync(params string[] chunks) => CheckStreamAsync(string.Concat(chunks.Select(chunk => $"data: {chunk}\n\n")));

    private static async Task CheckStreamAsync(string stream)
    {
        var bytes = Encoding.Latin1.GetBytes(stream + "data: [DONE]\n\n");
        var expected = await ChunkReading.ParsedAsync(bytes);

        (await ChunkReading.OfAsync(bytes)).ShouldBe(expected);
        (await ChunkReading.OfAsync(bytes, 333, 1, 200)).ShouldBe(expected);
    }

    private static IEnumerable<string> PathsOf(JsonNode node) => node switch
    {
        JsonObject json => json.SelectMany(member => new[] { $"{json.GetPath()}.{member.Key}" }.Concat(member.Value is null ? [] : PathsOf(member.Value))),
        JsonArray list => list.SelectMany(item => PathsOf(item!)),
        _ => [],
    };

    /// <summary>Returns the JSON with a different value at a path, or without the property.</summary>
    private static string Changed(string json, string path, string? value)
    {
        var root = JsonNode.Parse(json)!;
        var (parent, name) = FindParent(root, path);
        if (value is null)
        {
            parent.Remove(name);
        }
        else
        {
            parent[name] = JsonNode.Parse(value);
        }

        return root.ToJsonString();
    }

    private static (JsonObject Parent, string Name) FindParent(JsonNode node, string path)
    {
        foreach (var (key, value) in node is JsonObject json ? json : [])
        {
            if ($"{node.GetPath()}.{key}" == path)
            {
                return ((JsonObject)node, key);
            }

            if (value is not null && path.StartsWith(value.GetPath(), StringComparison.Ordinal) && path.Length > value.GetPath().Length && path[value.GetPath().Length] is '.' or '[')
            {
                return FindParent(value is JsonArray list ? list[0]! : value, path);
            }
        }

        throw new InvalidOperationException(path);
    }
}
