using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ChatSdk.Tests.Streaming.Repeats;

/// <summary>
/// A chunk that resembles an earlier chunk is not parsed, but compared with it, and only the differences are read. These tests check that
/// the result equals the chunk that the parser returns, whatever has changed.
/// </summary>
[TestFixture]
public sealed class RepeatTests
{
    private const string _text = """{"id":"1","object":"chat.completion.chunk","created":7,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"Hi","refusal":"No","reasoning_content":"Hm","reasoning":"Hm","x":"y","n":1},"finish_reason":null,"logprobs":null,"stop":"s"}],"usage":null,"service_tier":"default","obfuscation":"ab","p":"q"}""";
    private const string _call = """{"id":"1","choices":[{"index":0,"delta":{"content":null,"tool_calls":[{"index":0,"id":"c","type":"function","function":{"name":"f","arguments":"{\""}}]},"finish_reason":null}],"system_fingerprint":"fp"}""";
    private const string _odd = """{"choices":[{"index":"0","text":"again","message":null,"delta":{"content":"a","role":7},"seed":1}],"created":"soon","model":"","x_groq":{"id":"r"},"provider":"p"}""";

    private const string _numbers = """{"id":"1","created":17,"model":"m","x_time":0.5,"timings":{"n":[1,2],"per_second":12.5,"cached":true},"choices":[{"index":0,"delta":{"content":"Hi","n":7,"ok":false},"finish_reason":null,"seed":5,"logprobs":{"content":[{"token":"Hi","logprob":-0.5,"bytes":[72,105],"top_logprobs":[{"token":"Hi","logprob":-0.5,"bytes":[72,105]},{"token":"a","logprob":-3,"bytes":null}],"rank":1}],"refusal":null}}],"usage":{"prompt_tokens":5,"completion_tokens":1,"total_tokens":6,"prompt_tokens_details":{"cached_tokens":2},"cost":0.01}}""";

    // These raw contents of JSON strings include escapes, unpaired surrogates, invalid content, and text that ends the string early.
    private static readonly string[] _rawStrings =
    [
        "", "a", " the quick brown fox, and a long way to go", "caf\u00C3\u00A9", "\\n\\\"\\\\\\/", "\\u00e9\\ud83d\\ude00", "\\ud83d", "\\ude00", "\u00FF\u00C3", "\\x", "\\u12", "\\uZ123", "\\u1Z23", "\\u12Z3", "\\u123Z", "\\", "\u0001", "\r\n", "\n",
        "a\",\"content\":\"b", "a\",\"role\":\"user", "a\"},\"delta\":{\"content\":\"b", "a\"}}", "3", "null", "true", "{\\\"k\\\":1}",
    ];

    private static readonly string[] _rawNumbers =
    [
        "0", "-0", "7", "-12", "123456789", "12345678901234567890", "1.5", "-0.25", "1e3", "2E-2", "1e+2", "1e999", "-1e999", "01", "-", "1.", ".5", "1e", "1e+", "+1", "1,2", "NaN", "-Infinity", "true", "false", "null", "\"\"", "\"3\"", "{}", "[]", "[1]", "[]]", "1}", "3 ", " 3",
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

    [Test]
    public async Task Compared_chunk_equals_the_parsed_one_with_any_number_or_Boolean()
    {
        foreach (Match match in Regex.Matches(_numbers, @"(?<=[:\[,])(-?[0-9.]+|true|false|null)(?=[,}\]])", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)))
        {
            var (before, after) = (_numbers[..match.Index], _numbers[(match.Index + match.Length)..]);
            foreach (var raw in _rawNumbers)
            {
                await CheckAsync(_numbers, $"{before}4{after}", $"{before}{raw}{after}", $"{before}35{after}", _numbers.Replace("\"Hi\"", "\"there\"", StringComparison.Ordinal), _numbers);
            }
        }
    }

    [Test]
    public async Task Compared_chunk_equals_the_parsed_one_with_any_list_of_numbers()
    {
        string[] lists = ["[]", "[1]", "[72,105,256]", "[72,-1]", "[1.5]", "[72, 105]", "[72,]", "[,72]", "[72", "72]", "[[72]]", "null", "\"a\""];
        var chunks = lists.Select(list => _numbers.Replace("[72,105]", list, StringComparison.Ordinal));

        await CheckAsync([_numbers, _numbers, .. chunks.SelectMany(chunk => new[] { chunk, _numbers.Replace("[72,105]", "[9,8,7]", StringComparison.Ordinal) })]);
    }

    [TestCase(_text)]
    [TestCase(_call)]
    [TestCase(_odd)]
    [TestCase(_numbers)]
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
    [TestCase(5)]
    [TestCase(6)]
    public async Task Compared_chunks_equal_parsed_ones_when_different_kinds_of_chunks_are_mixed(int seed)
    {
        var random = new Random(seed);
        string[] kinds = [_text, _call, _odd, _numbers, _numbers.Replace("\"index\":0", "\"index\":1", StringComparison.Ordinal), """{"choices":[{"index":0,"delta":{"content":"Hi"}},{"index":1,"delta":{"content":"Hi","reasoning_details":[{"type":"text","text":"Hi","index":0}]}}],"citations":["a"],"usage":{"total_tokens":17}}""", _text.Replace("\"index\":0", "\"index\":1", StringComparison.Ordinal), _text.Replace(":null,\"logprobs\"", ":\"stop\",\"logprobs\"", StringComparison.Ordinal), """{"choices":[{"index":0,"delta":{"content":"a"}},{"index":1,"delta":{"content":"b"}}]}""", """{"choices":[],"usage":{"total_tokens":3}}"""];
        for (var round = 0; round < 30; round++)
        {
            List<string> chunks = [];
            while (chunks.Count < 40)
            {
                var kind = kinds[random.Next(kinds.Length)];
                for (var times = random.Next(1, 8); times > 0; times--)
                {
                    var text = _rawStrings[random.Next(8)];
                    var chunk = kind.Replace("Hi", text, StringComparison.Ordinal).Replace("{\\\"", text, StringComparison.Ordinal).Replace("\"ab\"", $"\"{_rawStrings[random.Next(8)]}\"", StringComparison.Ordinal);
                    chunks.Add(chunk.Replace(":17", $":{_rawNumbers[random.Next(_rawNumbers.Length)]}", StringComparison.Ordinal).Replace("0.5", _rawNumbers[random.Next(11)], StringComparison.Ordinal).Replace("true", random.Next(2) == 0 ? "true" : "false", StringComparison.Ordinal));
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

    [TestCase("id: {1}\ndata: {0}\n\n", 24)]
    [TestCase("id:{1}\nevent: chunk\ndata: {0}\n\n", 24)]
    [TestCase("event: message\r\nid: {1}\r\nretry: 3\r\ndata: {0}\r\n\r\n", 24)]
    [TestCase(": a\nid: {1}\ndata: {0}\n\n", 24)]
    [TestCase("event: chunk\nid: {1}\rdata: {0}\n\n", 0)]
    [TestCase("retry: {1}\ndata: {0}\n\n", 0)]
    [TestCase("other: {1}\ndata: {0}\n\n", 0)]
    [TestCase("data: \nid: {1}\ndata: {0}\n\n", 0)]
    public async Task Compared_chunk_equals_the_parsed_one_with_different_lines_before_the_data(string frame, int repeats)
    {
        string[] ids = ["1", "", "22", ": x", "\u00FF", "\0", "data: {}", "3"];
        var events = Enumerable.Range(0, 26).Select(number => frame.Replace("{0}", _text.Replace("Hi", _rawStrings[number % 9], StringComparison.Ordinal), StringComparison.Ordinal).Replace("{1}", number < ids.Length ? ids[number] : $"{number}", StringComparison.Ordinal));
        var stream = string.Concat(events);

        await CheckStreamAsync(stream);

        (await ChunkReading.OfAsync(Encoding.Latin1.GetBytes(stream))).Repeats.Should().BeInRange(repeats, 25 - (repeats == 0 ? 25 : 0));
    }

    [Test]
    public async Task Event_type_of_a_compared_chunk_is_recognized()
    {
        // An event that is not JSON is ignored only if its type differs from the type of the latest chunk.
        string[] types = ["a", "a", "b", "b", "a", "b", "a", "b"];
        var stream = string.Concat(types.Select(type => $"event: {type}\ndata: {_text}\n\nevent: {(type == "a" ? "b" : "a")}\ndata: not JSON\n\n"));

        await CheckStreamAsync(stream);
        (await ChunkReading.OfAsync(Encoding.Latin1.GetBytes(stream))).Repeats.Should().BeGreaterThan(4);
    }

    [TestCase("0 1 0 1 0 1 0 1 0 1 0 1", 9)]
    [TestCase("0 1 2 3 0 1 2 3 0 1 2 3", 7)]
    [TestCase("0 0 1 1 0 0 1 1 0 0 1 1", 9)]
    public async Task Chunks_that_alternate_are_compared_with_a_previous_chunk_of_the_same_kind(string order, int repeats)
    {
        var stream = string.Concat(order.Split(' ').Select((index, number) => $"data: {_text.Replace("\"index\":0", $"\"index\":{index}", StringComparison.Ordinal).Replace("Hi", $"{number}", StringComparison.Ordinal)}\n\n"));

        await CheckStreamAsync(stream);
        (await ChunkReading.OfAsync(Encoding.Latin1.GetBytes(stream))).Repeats.Should().BeGreaterThanOrEqualTo(repeats);
    }

    [TestCase("""{"id":"1","object":"text_completion","created":17,"model":"m","choices":[{"index":0,"text":"Hi","logprobs":null,"finish_reason":null,"n":17}],"usage":{"total_tokens":17},"x":"Hi"}""", 30)]
    [TestCase("""{"choices":[{"index":0,"text":"Hi","logprobs":{"tokens":["a"],"token_logprobs":[-1]},"finish_reason":"stop"}]}""", 30)]
    [TestCase("""{"choices":[{"index":0,"delta":{"content":"Hi"}}]}""", 0)]
    public async Task Compared_text_chunk_equals_the_parsed_one(string json, int repeats)
    {
        var events = Enumerable.Range(0, 40).Select(number => json.Replace("Hi", _rawStrings[number % 9], StringComparison.Ordinal).Replace(":17", $":{_rawNumbers[number % 9]}", StringComparison.Ordinal)).ToList();
        var compared = await ReadTextAsync(string.Concat(events.Select(data => $"data: {data}\n\n")));
        var parsed = await ReadTextAsync(string.Concat(events.Select((data, number) => $":{number}\ndata: {data}\n\n")));

        compared.Chunks.Should().Equal(parsed.Chunks);
        JsonSerializer.Serialize(compared.Answer).Should().Be(JsonSerializer.Serialize(parsed.Answer));
        compared.Repeats.Should().BeInRange(repeats, 39);
        parsed.Repeats.Should().Be(0);
    }

    [Test]
    public async Task Chunks_that_are_too_long_or_have_too_many_fields_are_not_compared()
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

    private static async Task<(IReadOnlyList<TextCompletion> Chunks, ChatCompletion Answer, int Repeats)> ReadTextAsync(string stream)
    {
        using var bytes = new MemoryStream(Encoding.Latin1.GetBytes(stream));
        using var events = new SseReader(bytes, 1024 * 1024);
        using var response = new HttpResponseMessage();
        var reader = new ChunkReader<TextCompletion>(events, new ChatResponseInfo(response, new ChatClientOptions()));
        var answer = new ChatCompletionAccumulator();
        List<TextCompletion> chunks = [];
        while (await reader.ReadAsync(CancellationToken.None) is { } chunk)
        {
            chunks.Add(chunk);
            answer.AddText(chunk);
        }

        return (chunks, answer.ToCompletion(), reader.Repeats);
    }

    private static IEnumerable<string> PathsOf(JsonNode node) => node switch
    {
        JsonObject json => json.SelectMany(member => new[] { $"{json.GetPath()}.{member.Key}" }.Concat(member.Value is null ? [] : PathsOf(member.Value))),
        JsonArray list => list.Take(1).SelectMany(item => PathsOf(item!)),
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
