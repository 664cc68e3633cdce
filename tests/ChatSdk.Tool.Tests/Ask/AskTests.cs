using System.Text;
using System.Text.Json;
using ChatSdk.Testing;

namespace ChatSdk.Tool.Tests;

public sealed class AskTests : ToolTest
{
    [Test]
    public async Task Answer_is_written_to_standard_output()
    {
        Server.AnswersText("It scatters blue light.");

        var exitCode = await AskAsync("Why", "is", "the", "sky", "blue?");

        exitCode.Should().Be(ExitCodes.Success);
        Output.Text.Should().Be("It scatters blue light.\n");
        Error.Text.Should().BeEmpty();
        Server.Requests[0].Chat!.Messages.Should().ContainSingle().Which.Text.Should().Be("Why is the sky blue?");
    }

    [Test]
    public async Task Standard_input_is_the_prompt_if_the_command_line_has_none()
    {
        Input = new StringReader("Hello");

        await AskAsync("--system", "Be brief.");

        Server.Requests[0].Chat!.Messages.Select(message => message.Text).Should().Equal("Be brief.", "Hello");
    }

    [Test]
    public async Task Dash_in_the_prompt_is_replaced_by_standard_input()
    {
        Input = new StringReader("line 1\nline 2");

        await AskAsync("Summarize", "this:", "-", "In", "French.");

        Server.Requests[0].Chat!.Messages[0].Text.Should().Be("Summarize this:\n\nline 1\nline 2\n\nIn French.");
    }

    [Test]
    public async Task Terminal_shows_the_answer_as_it_arrives_without_escape_characters()
    {
        Server.Streams("Hel", "lo \u001b[31mred").ThenHangs();
        Output.IsTerminal = true;

        var asking = AskAsync("Hi");
        await Output.WaitForAsync("red", Guard);
        Context.Interrupts.Raise();
        var exitCode = await asking;

        exitCode.Should().Be(ExitCodes.Canceled);
        Output.Text.Should().Be("Hello [31mred\n");
        Error.Text.Should().Be("Canceled.\n");
    }

    [Test]
    public async Task Json_option_writes_the_complete_response()
    {
        Server.AnswersText("Hello.").WithUsage(new ChatUsage { TotalTokens = 7 });

        await AskAsync("--json", "Hi");

        var answer = JsonSerializer.Deserialize<ChatCompletion>(Output.Text);
        (answer!.Text, answer.Usage!.TotalTokens).Should().Be(("Hello.", 7));
    }

    [Test]
    public async Task Stream_json_option_writes_one_line_for_each_chunk()
    {
        Server.Streams("Hel", "lo");

        await AskAsync("--stream-json", "Hi");

        var chunks = Output.Lines.Select(line => JsonSerializer.Deserialize<ChatCompletionChunk>(line)!);
        string.Concat(chunks.Select(chunk => chunk.Text)).Should().Be("Hello");
    }

    [Test]
    public async Task Schema_is_sent_and_the_answer_is_written_as_one_line_of_json()
    {
        var schema = WriteFile("my recipe.schema.json", """{ "type": "object", "properties": { "name": { "type": "string" } } }""");
        Server.AnswersText("```json\n{ \"name\":\n \"Crêpes\" }\n```");

        var exitCode = await AskAsync("--schema", schema, "A recipe");

        exitCode.Should().Be(ExitCodes.Success);
        Output.Text.Should().Be("{\"name\":\"Crêpes\"}\n");
        var format = Server.Requests[0].Chat!.ResponseFormat!.JsonSchema!;
        (format.Name, format.Strict, format.Schema!.Value.GetProperty("type").GetString()).Should().Be(("my_recipe", true, "object"));
    }

    [Test]
    public async Task Answer_of_ten_megabytes_is_written_completely()
    {
        var text = new string('a', 10_000_000);
        Server.AnswersText(text);

        var exitCode = await AskAsync("Hi");

        exitCode.Should().Be(ExitCodes.Success);
        (Output.Text.Length, Output.Text[^2..]).Should().Be((text.Length + 1, "a\n"));
    }

    [Test]
    public async Task Stream_that_never_ends_fails_at_the_time_limit()
    {
        Server.Streams("Hel").ThenHangs();

        var exitCode = await AskAsync("--timeout", "0.5", "--stream-json", "Hi");

        exitCode.Should().Be(ExitCodes.ConnectionFailure);
        Output.Lines.Should().OnlyContain(line => line.StartsWith('{'));
        Error.Lines.Should().ContainSingle();
    }

    [TestCase]
    [TestCase("--json")]
    [TestCase("--stream-json")]
    public async Task Exit_code_is_UnusableAnswer_if_a_schema_is_specified_and_the_answer_is_not_json(params string[] arguments)
    {
        Server.AnswersText("Three eggs.");
        var schema = WriteFile("recipe.schema.json", """{"type":"object"}""");

        var exitCode = await AskAsync([.. arguments, "--schema", schema, "Hi"]);

        exitCode.Should().Be(ExitCodes.UnusableAnswer);
    }

    [TestCase("--modle", "x", "Hi")]
    [TestCase("Hi", "--bogus")]
    [TestCase("-x", "Hi")]
    [TestCase("--timeout", "1,5", "Hi")]
    public async Task Unknown_option_or_decimal_comma_is_reported_and_nothing_is_sent(params string[] arguments)
    {
        var exitCode = await AskAsync(arguments);

        exitCode.Should().Be(ExitCodes.InvalidInput);
        Error.Lines.Should().ContainSingle();
        Server.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Words_after_two_hyphens_belong_to_the_prompt()
    {
        await AskAsync("--", "--modle", "is", "-5", "not", "an", "option");

        Server.Requests[0].Chat!.Messages[^1].Text.Should().Be("--modle is -5 not an option");
    }

    [Test]
    public async Task Stream_json_option_requests_the_usage()
    {
        await AskAsync("--stream-json", "Hi");

        Server.Requests[0].Chat!.StreamOptions!.IncludeUsage.Should().BeTrue();
    }

    private static IEnumerable<TestCaseData> BadAnswers()
    {
        yield return new TestCaseData(FakeErrors.OpenAIInvalidKey, ExitCodes.Unauthorized, "*Incorrect API key*").SetArgDisplayNames("wrong key");
        yield return new TestCaseData(FakeErrors.OpenAIInsufficientQuota, ExitCodes.LimitReached, "*quota*").SetArgDisplayNames("quota");
        yield return new TestCaseData(FakeAnswer.Error(400, "No such field."), ExitCodes.Failure, "*No such field.*").SetArgDisplayNames("rejected request");
        yield return new TestCaseData(FakeAnswer.Raw("<html><body>Welcome</body></html>", "text/html"), ExitCodes.UnusableAnswer, "*").SetArgDisplayNames("web page");
        yield return new TestCaseData(FakeAnswer.Text("Once upon").WithFinishReason(FinishReason.Length), ExitCodes.UnusableAnswer, "*'length'*").SetArgDisplayNames("cut off");
        yield return new TestCaseData(FakeAnswer.Refusal("I will not."), ExitCodes.UnusableAnswer, "*I will not.*").SetArgDisplayNames("refusal");
        yield return new TestCaseData(FakeAnswer.ToolCall("get_time", "{}"), ExitCodes.UnusableAnswer, "*no text*'tool_calls'*").SetArgDisplayNames("no text");
        yield return new TestCaseData(FakeAnswer.Text("Hello.").ThenCuts(), ExitCodes.ConnectionFailure, "*").SetArgDisplayNames("lost connection");
    }

    [TestCaseSource(nameof(BadAnswers))]
    public async Task Failure_is_reported_in_one_line_on_standard_error(FakeAnswer answer, int expectedCode, string message)
    {
        Server.AnswersAlways(answer);

        var exitCode = await AskAsync("Hi");

        exitCode.Should().Be(expectedCode);
        Output.Text.Should().BeEmpty();
        Error.Lines.Should().ContainSingle().Which.Should().Match($"Error: {message}");
    }

    [Test]
    public async Task Answer_that_is_not_json_is_not_written_if_a_schema_is_specified()
    {
        var schema = WriteFile("schema.json", """{ "type": "object" }""");
        Server.AnswersText("I cannot do that.");

        var exitCode = await AskAsync("--schema", schema, "Hi");

        exitCode.Should().Be(ExitCodes.UnusableAnswer);
        Output.Text.Should().BeEmpty();
    }

    [Test]
    public async Task Refused_connection_is_reported_in_one_line_on_standard_error()
    {
        var exitCode = await RunAsync("ask", "--url", "http://127.0.0.1:9/v1", "--model", "m", "Hi");

        exitCode.Should().Be(ExitCodes.ConnectionFailure);
        Error.Lines.Should().ContainSingle().Which.Should().StartWith("Error: The connection to http://127.0.0.1:9 was refused.");
    }

    [Test]
    public async Task Input_that_is_not_utf_8_is_rejected()
    {
        using var bytes = new MemoryStream([0x48, 0xff, 0x69]);
        Input = new StreamReader(bytes, new UTF8Encoding(false, throwOnInvalidBytes: true));

        var exitCode = await AskAsync();

        exitCode.Should().Be(ExitCodes.InvalidInput);
        Error.Text.Should().Be("Error: The input is not UTF-8.\n");
        Server.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Prompt_is_required_if_the_input_is_a_terminal()
    {
        IsInputTerminal = true;

        var exitCode = await AskAsync();

        exitCode.Should().Be(ExitCodes.InvalidInput);
        Error.Text.Should().StartWith("Error: There is no prompt.");
    }

    [Test]
    public async Task Model_is_required()
    {
        var exitCode = await RunAsync("ask", "--url", Server.BaseAddress, "Hi");

        exitCode.Should().Be(ExitCodes.InvalidInput);
        Error.Text.Should().StartWith("Error: There is no model. Use --model, set CHATSDK_MODEL");
    }

    [TestCase("{", "*schema.json is not a JSON schema: its JSON is invalid on line 1.*")]
    [TestCase("[]", "*schema.json is not a JSON schema: it must be a JSON object.*")]
    public async Task Invalid_schema_is_reported_before_anything_is_sent(string schema, string message)
    {
        var file = WriteFile("schema.json", schema);

        var exitCode = await AskAsync("--schema", file, "Hi");

        exitCode.Should().Be(ExitCodes.InvalidInput);
        Error.Text.Should().Match(message);
        Server.Requests.Should().BeEmpty();
    }

    [TestCase("--json", "--stream-json", "Hi")]
    [TestCase("--timeout", "0", "Hi")]
    [TestCase("--timeout", "soon", "Hi")]
    [TestCase("--schema", "no-such-file.json", "Hi")]
    public async Task Invalid_options_are_reported_in_one_line(params string[] arguments)
    {
        var exitCode = await AskAsync(arguments);

        exitCode.Should().Be(ExitCodes.InvalidInput);
        Error.Lines.Should().ContainSingle();
    }

    private Task<int> AskAsync(params string[] arguments) => RunAsync(["ask", "--url", Server.BaseAddress, "--model", "m", .. arguments]);
}
