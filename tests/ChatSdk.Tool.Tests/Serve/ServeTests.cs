using System.Text.Json.Nodes;

namespace ChatSdk.Tool.Tests;

public sealed class ServeTests : ToolTest
{
    private Task<int>? _running;

    [Test]
    public async Task Server_with_an_empty_script_echoes_the_prompt_until_ctrl_c()
    {
        using var client = await ServeAsync();

        var answer = await client.CreateAsync("Hi", cancellationToken: Guard);
        var exitCode = await StopAsync();

        answer.Text.Should().Be("You said: Hi");
        exitCode.Should().Be(ExitCodes.Success);
        Output.Lines.Should().HaveCount(3).And.Contain(line => line.EndsWith(" POST /v1/chat/completions m"));
    }

    [Test]
    public async Task Rule_answers_the_requests_that_meet_its_condition()
    {
        using var client = await ServeAsync("""
            { "rules": [
                { "when": { "contains": "weather" }, "answers": [{ "toolCalls": [{ "name": "get_weather", "arguments": { "city": "Paris" } }] }] },
                { "when": { "model": "m", "stream": false }, "times": 1, "answers": [{ "text": "Once.", "reasoning": "Hm.", "finishReason": "length", "usage": { "total_tokens": 9 }, "headers": { "X-Request-Id": "r1" } }] }
              ],
              "always": { "text": "Always." } }
            """);

        var tool = await client.CreateAsync("How is the weather?", cancellationToken: Guard);
        var once = await client.CreateAsync("Hi", cancellationToken: Guard);
        var always = await client.CreateAsync("Hi", cancellationToken: Guard);

        tool.ToolCalls.Should().ContainSingle().Which.Function!.Arguments.Should().Be("""{ "city": "Paris" }""");
        (once.Text, once.Reasoning, once.FinishReason!.Value.Value, once.Usage!.TotalTokens, once.Response!.RequestId).Should().Be(("Once.", "Hm.", "length", 9, "r1"));
        always.Text.Should().Be("Always.");
    }

    [Test]
    public async Task Script_can_be_yaml()
    {
        using var client = await ServeFileAsync("script.yaml", """
            # The first request fails.
            answers:
              - error: { status: 503, message: Busy }
            always: &hello
              text: |
                Hello,
                world.
              usage: { total_tokens: 9 }
            rules:
              - when: { contains: "again" }
                answers: [ *hello ]
              - when: { contains: number }
                answers:
                  - text: "12"
                    headers: { X-Request-Id: !!str 34 }
            """);

        var busy = await client.TryCreateAsync("Hi", cancellationToken: Guard);
        var hello = await client.CreateAsync("Hi", cancellationToken: Guard);
        var again = await client.CreateAsync("Once again", cancellationToken: Guard);
        var number = await client.CreateAsync("A number", cancellationToken: Guard);

        busy.Error!.Message.Should().Contain("Busy");
        (hello.Text, hello.Usage!.TotalTokens, again.Text).Should().Be(("Hello,\nworld.\n", 9, "Hello,\nworld.\n"));
        (number.Text, number.Response!.RequestId).Should().Be(("12", "34"));
    }

    [TestCase("answers: [", "*script.yml has invalid YAML on line *")]
    [TestCase("answers:\n- txt: Hi", "*script.yml is not a script: $.answers[0].txt is an unknown member, *")]
    [TestCase("answers:\n- text: 12", "*script.yml is not a script: $.answers[0].text * has a value of the wrong type.*")]
    [TestCase("? [a]\n: b", "*script.yml has invalid YAML on line 1: A key is not a string.*")]
    [TestCase("rules: &loop [*loop]", "*script.yml has invalid YAML *")]
    [TestCase("", "*script.yml is not a script: it must be a mapping.*")]
    public async Task Error_in_a_YAML_script_is_described_in_one_line(string script, string message)
    {
        var exitCode = await RunAsync("serve", WriteFile("script.yml", script));

        exitCode.Should().Be(ExitCodes.InvalidInput);
        Error.Lines.Should().ContainSingle().Which.Should().Match(message);
    }

    [Test]
    public async Task Rule_can_select_embedding_requests_by_path_and_model()
    {
        using var client = await ServeAsync("""{ "rules": [{ "when": { "path": "/embeddings", "model": "m" }, "answers": [{ "embeddings": [[1, 2]] }] }] }""");

        var answer = await client.CreateEmbeddingsAsync("Hi", cancellationToken: Guard);

        answer.Vector.ToArray().Should().Equal(1, 2);
    }

    [Test]
    public async Task Scripted_errors_and_faults_cause_the_expected_exceptions()
    {
        using var client = await ServeAsync("""
            { "answers": [
                { "knownError": "OpenAIInvalidKey" },
                { "error": { "status": 400, "message": "No." } },
                { "stream": ["Hel"], "end": "cut" },
                { "fault": "drop" },
                { "body": "<html></html>", "contentType": "text/html" }
            ] }
            """);

        var kinds = new List<Type>();
        for (var index = 0; index < 5; index++)
        {
            var error = await client.TryCreateAsync("Hi", cancellationToken: Guard);
            kinds.Add(error.Error!.GetType());
        }

        kinds.Should().Equal(typeof(ChatApiException), typeof(ChatApiException), typeof(ChatConnectionException), typeof(ChatConnectionException), typeof(ChatProtocolException));
    }

    [Test]
    public async Task Strict_server_reports_unscripted_requests_when_it_stops()
    {
        using var client = await ServeAsync("""{ "strict": true }""");

        await client.TryCreateAsync("Hi", cancellationToken: Guard);
        var exitCode = await StopAsync();

        exitCode.Should().Be(ExitCodes.Failure);
        Error.Lines.Should().ContainSingle().Which.Should().StartWith("Error: ");
    }

    [Test]
    public async Task Requests_can_be_listed_as_json()
    {
        using var client = await ServeAsync("{}", "--json");

        await client.CreateAsync("Hi", cancellationToken: Guard);
        await StopAsync();

        var request = JsonNode.Parse(Output.Lines[1])!;
        ((string?)request["method"], (string?)request["path"], (string?)request["body"]!["model"]).Should().Be(("POST", "/v1/chat/completions", "m"));
    }

    [TestCase("{", "*script.json is not a script: on line 1, *")]
    [TestCase("""{ "rule": [] }""", "*line 1, $.rule *unknown member*")]
    [TestCase("{ \"answers\": [\n{ \"txt\": \"Hi\" }] }", "*line 2, $.answers[0].txt *")]
    [TestCase("""{ "answers": [{}] }""", "*'answers[0]' in the script must have exactly one of text, *")]
    [TestCase("""{ "answers": [{ "text": "a", "refusal": "b" }] }""", "*'answers[0]' in the script must have exactly one of text, *")]
    [TestCase("""{ "always": { "text": "a", "end": "late" } }""", "*'always.end' in the script must be 'cut', 'reset' or 'hang', not 'late'.*")]
    [TestCase("""{ "always": { "fault": "late" } }""", "*'always.fault' in the script must be 'drop' or 'silence', not 'late'.*")]
    [TestCase("""{ "always": { "knownError": "Nothing" } }""", "*'always.knownError' in the script must be one of *")]
    [TestCase("""{ "always": { "error": { "status": 99 } } }""", "*'always' in the script is invalid. *")]
    [TestCase("""{ "always": { "json": {}, "reasoning": "Hm." } }""", "*'always' in the script is invalid. *")]
    [TestCase("""{ "rules": [{ "answers": [] }] }""", "*rules[0] must have at least one answer*")]
    [TestCase("null", "*script.json is not a script: it must be a JSON object.*")]
    public async Task Error_in_a_JSON_script_is_described_in_one_line(string script, string message)
    {
        var exitCode = await RunAsync("serve", WriteFile("script.json", script));

        exitCode.Should().Be(ExitCodes.InvalidInput);
        Error.Lines.Should().ContainSingle().Which.Should().Match(message);
        Output.Text.Should().BeEmpty();
    }

    [Test]
    public async Task Port_that_is_in_use_is_reported_in_one_line()
    {
        var port = new Uri(Server.BaseAddress).Port;

        var exitCode = await RunAsync("serve", "--port", $"{port}");

        exitCode.Should().Be(ExitCodes.InvalidInput);
        Error.Lines.Should().ContainSingle().Which.Should().Contain("in use");
    }

    [TestCase("serve", "--port", "65536")]
    [TestCase("serve", "--port", "web")]
    [TestCase("serve", "no-such-file.json")]
    [TestCase("serve", "--replay", "no-such-file.jsonl")]
    [TestCase("serve", "--time-scale", "1")]
    [TestCase("record", "http://127.0.0.1:1/v1")]
    public async Task Invalid_or_missing_option_or_missing_file_is_reported_in_one_line(params string[] arguments)
    {
        var exitCode = await RunAsync(arguments);

        exitCode.Should().Be(ExitCodes.InvalidInput);
        Error.Lines.Should().ContainSingle();
    }

    private Task<ChatClient> ServeAsync(string script = "{}", params string[] arguments) => ServeFileAsync("script.json", script, arguments);

    private async Task<ChatClient> ServeFileAsync(string name, string script, params string[] arguments)
    {
        _running = RunAsync(["serve", WriteFile(name, script), .. arguments]);
        await Task.WhenAny(_running, Output.WaitForAsync("/v1", Guard));
        var address = Output.Text[Output.Text.IndexOf("http", StringComparison.Ordinal)..].TrimEnd('\n', '"', '}');
        return new ChatClient(new ChatClientOptions { BaseAddress = address, Model = "m", MaxRetries = 0 });
    }

    private Task<int> StopAsync()
    {
        Context.Interrupts.Raise();
        return _running!;
    }
}
