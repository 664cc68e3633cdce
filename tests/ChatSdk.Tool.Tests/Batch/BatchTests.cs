using System.Text.Json;
using System.Text.Json.Nodes;
using ChatSdk.Testing;

namespace ChatSdk.Tool.Tests;

public sealed class BatchTests : ToolTest
{
    private string OutputFile => Path.Combine(Folder, "output.jsonl");

    private IEnumerable<JsonNode> Results => File.ReadLines(OutputFile).Select(line => JsonNode.Parse(line)!);

    [Test]
    public async Task Each_request_has_a_line_with_its_answer_in_the_output()
    {
        var exitCode = await BatchAsync(Body("one"), "", Body("two"));

        exitCode.Should().Be(ExitCodes.Success);
        Results.Select(result => ((int)result["line"]!, (string?)result["text"])).Should().BeEquivalentTo([(1, "You said: one"), (3, "You said: two")]);
        Output.Text.Should().StartWith("2 of 2 lines succeeded, 0 failed, 0 remaining. This run: ");
    }

    [Test]
    public async Task Line_in_the_format_of_the_batch_api_has_a_result_in_the_same_format()
    {
        await BatchAsync(Envelope("a", "one"));

        var result = Results.Single();
        ((string?)result["id"], (string?)result["custom_id"], result["error"]).Should().Be(("batch_req_1", "a", null));
        ((int)result["response"]!["status_code"]!).Should().Be(200);
        result["response"]!["body"].Deserialize<ChatCompletion>()!.Text.Should().Be("You said: one");
    }

    [Test]
    public async Task Server_error_is_the_response_for_a_line_in_the_format_of_the_batch_api()
    {
        Server.AnswersAlways(FakeAnswer.Error(400, "No such field.", code: "unknown_field"));

        var exitCode = await BatchAsync(Envelope("a", "one"));

        exitCode.Should().Be(ExitCodes.Failure);
        var response = Results.Single()["response"]!;
        ((int)response["status_code"]!, (string?)response["body"]!["error"]!["code"]).Should().Be((400, "unknown_field"));
    }

    [Test]
    public async Task Unknown_fields_are_sent_and_streaming_is_turned_off()
    {
        await BatchAsync("""{"messages":[{"role":"user","content":"Hi"}],"top_a":0.5,"stream":true}""");

        Server.Requests[0].Json!.Value.GetProperty("top_a").GetDouble().Should().Be(0.5);
        Server.Requests[0].Chat!.Stream.Should().NotBe(true);
    }

    [TestCase("not JSON", "*Line 2*JSON is invalid at byte 2.*")]
    [TestCase("""{"messages":[],"messages":[]}""", "*Line 2*no messages*")]
    [TestCase("""{"custom_id":"b","custom_id":1}""", "*Line 2*custom_id is not a string*")]
    [TestCase("[1]", "*Line 2*not a JSON object*")]
    [TestCase("""{"prompt":"Hi"}""", "*Line 2*no messages*")]
    [TestCase("""{"custom_id":"b","url":"/v1/embeddings","body":{"input":"Hi"}}""", "*Line 2*url does not end with /chat/completions*")]
    [TestCase("""{"custom_id":"b","url":"/v1/chat/completions"}""", "*Line 2*no body*")]
    [TestCase("""{"custom_id":1}""", "*Line 2*custom_id is not a string*")]
    public async Task Invalid_line_fails_and_the_others_are_sent(string line, string message)
    {
        var exitCode = await BatchAsync(Body("one"), line, Body("three"));

        exitCode.Should().Be(ExitCodes.Failure);
        Results.Should().HaveCount(3);
        Results.Select(result => (string?)(result["error"] is JsonObject error ? error["message"] : result["error"])).Should().ContainSingle(error => error != null).Which.Should().Match(message);
        Server.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Second_run_sends_only_the_requests_that_have_no_result()
    {
        await BatchAsync(Body("one"), Envelope("b", "two"));

        await BatchAsync(Body("one"), Envelope("b", "two"), Envelope("c", "three"));

        Server.Requests.Select(request => request.Chat!.Messages[0].Text).Should().BeEquivalentTo("one", "two", "three");
        Results.Should().HaveCount(3);
    }

    [Test]
    public async Task Line_that_was_only_partly_written_is_removed_and_its_request_is_sent_again()
    {
        await BatchAsync(Body("one"), Body("two"));
        var complete = File.ReadAllLines(OutputFile);
        File.WriteAllText(OutputFile, $"{complete[0]}\n{complete[1][..12]}");

        await BatchAsync(Body("one"), Body("two"));

        Results.Select(result => (int)result["line"]!).Should().BeEquivalentTo([1, 2]);
        Server.Requests.Should().HaveCount(3);
    }

    [Test]
    public async Task Requests_that_failed_are_sent_again_only_with_the_option_retry_failed()
    {
        Server.AnswersError(400, "Not today.");
        await BatchAsync(Body("one"));

        var same = await BatchAsync(Body("one"));
        var retried = await BatchAsync([Body("one")], "--retry-failed");

        (same, retried).Should().Be((ExitCodes.Failure, ExitCodes.Success));
        Results.Should().ContainSingle().Which["text"]!.GetValue<string>().Should().Be("You said: one");
        Server.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Batch_stops_when_its_budget_is_used_up_and_reports_the_remaining_lines()
    {
        Server.AnswersAlways(FakeAnswer.Text("Hello.").WithUsage(new ChatUsage { PromptTokens = 1_000_000, CompletionTokens = 0, TotalTokens = 1_000_000 }));

        var exitCode = await BatchAsync([Body("one"), Body("two"), Body("three")], "--concurrency", "1", "--input-price", "2", "--max-cost", "4");

        exitCode.Should().Be(ExitCodes.LimitReached);
        Results.Should().HaveCount(2);
        Output.Text.Should().Be("2 of 3 lines succeeded, 0 failed, 1 remaining. This run: 2,000,000 tokens, cost 4.\n");
        Error.Lines.Should().ContainSingle().Which.Should().StartWith("Error: ");
    }

    private static IEnumerable<TestCaseData> ProblemsOfAllRequests()
    {
        yield return new TestCaseData(FakeErrors.OpenAIInvalidKey, ExitCodes.Unauthorized).SetArgDisplayNames("wrong key");
        yield return new TestCaseData(FakeErrors.OpenAIInsufficientQuota, ExitCodes.LimitReached).SetArgDisplayNames("quota");
        yield return new TestCaseData(FakeAnswer.Raw("<html></html>", "text/html"), ExitCodes.UnusableAnswer).SetArgDisplayNames("web page");
    }

    [TestCaseSource(nameof(ProblemsOfAllRequests))]
    public async Task Problem_that_affects_all_requests_stops_the_batch_without_a_result(FakeAnswer answer, int expectedCode)
    {
        Server.AnswersAlways(answer);

        var exitCode = await BatchAsync(Body("one"), Body("two"));

        exitCode.Should().Be(expectedCode);
        Results.Should().BeEmpty();
        Error.Lines.Should().ContainSingle();
    }

    [Test]
    public async Task Cancellation_preserves_the_results_received_so_far()
    {
        Server.AnswersText("Hello.").Answers(FakeAnswer.Silence());
        var running = BatchAsync([Body("one"), Body("two")], "--concurrency", "1");
        await Server.NextRequestAsync(Guard);
        await Server.NextRequestAsync(Guard);

        Context.Interrupts.Raise();
        var exitCode = await running;

        exitCode.Should().Be(ExitCodes.Canceled);
        Results.Should().ContainSingle();
        Output.Text.Should().Contain("1 remaining");
    }

    [Test]
    public async Task Progress_fits_into_a_terminal_of_40_columns()
    {
        Error.IsTerminal = true;
        Error.Console.Profile.Width = 40;

        await BatchAsync(Body("one"));

        Error.Text.Split('\r', StringSplitOptions.RemoveEmptyEntries).Should().OnlyContain(line => line.Length == 39).And.Contain(line => line.StartsWith("100% · 1/1 · 0 failed"));
    }

    [Test]
    public async Task Summary_can_be_json()
    {
        await BatchAsync([Body("one")], "--json");

        var summary = JsonNode.Parse(Output.Text)!;
        ((int)summary["lines"]!, (int)summary["succeeded"]!, (int)summary["failed"]!, (int)summary["remaining"]!).Should().Be((1, 1, 0, 0));
    }

    [Test]
    public async Task File_that_is_not_the_output_of_a_batch_is_not_overwritten()
    {
        WriteFile("output.jsonl", "My diary\n");

        var exitCode = await BatchAsync(Body("one"));

        exitCode.Should().Be(ExitCodes.InvalidInput);
        Error.Text.Should().Be("Error: output.jsonl is not the output of a batch, so it is not overwritten. Line 1 is not a result.\n");
        File.ReadAllText(OutputFile).Should().Be("My diary\n");
        Server.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Repeated_custom_id_is_rejected()
    {
        var exitCode = await BatchAsync(Envelope("a", "one"), Envelope("a", "two"));

        exitCode.Should().Be(ExitCodes.InvalidInput);
        Error.Text.Should().Contain("has the custom_id 'a' on more than one line");
        Server.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Input_that_is_not_utf_8_is_rejected()
    {
        var file = Path.Combine(Folder, "input.jsonl");
        File.WriteAllBytes(file, [0x7b, 0xff, 0x7d]);

        var exitCode = await RunAsync("batch", file, OutputFile, "--url", Server.BaseAddress);

        exitCode.Should().Be(ExitCodes.InvalidInput);
        Error.Text.Should().Be("Error: input.jsonl is not a UTF-8 text file.\n");
        File.Exists(OutputFile).Should().BeFalse();
    }

    [TestCase("--max-cost", "5")]
    [TestCase("--output-price", "5")]
    [TestCase("--concurrency", "0")]
    public async Task Invalid_options_are_reported_in_one_line(params string[] arguments)
    {
        var exitCode = await BatchAsync([Body("one")], arguments);

        exitCode.Should().Be(ExitCodes.InvalidInput);
        Error.Lines.Should().ContainSingle();
    }

    [Test]
    public async Task Missing_input_is_rejected_and_no_output_is_created()
    {
        var exitCode = await RunAsync("batch", Path.Combine(Folder, "none.jsonl"), OutputFile, "--url", Server.BaseAddress);

        exitCode.Should().Be(ExitCodes.InvalidInput);
        File.Exists(OutputFile).Should().BeFalse();
    }

    private static string Body(string prompt) => $$"""{"messages":[{"role":"user","content":"{{prompt}}"}]}""";

    private static string Envelope(string id, string prompt) => $$"""{"custom_id":"{{id}}","method":"POST","url":"/v1/chat/completions","body":{{Body(prompt)}}}""";

    [TestCase]
    [TestCase("--retry-failed")]
    public async Task Output_file_with_results_for_another_input_is_rejected_and_not_changed(params string[] arguments)
    {
        Server.AnswersError(400, "No such field.");
        await BatchAsync(Envelope("a", "one"));
        var results = File.ReadAllText(OutputFile);

        var exitCode = await BatchAsync([Envelope("b", "two")], arguments);

        exitCode.Should().Be(ExitCodes.InvalidInput);
        Error.Lines[^1].Should().Contain("output.jsonl has a result for custom_id 'a'").And.Contain("input.jsonl");
        File.ReadAllText(OutputFile).Should().Be(results);
        Server.Requests.Should().ContainSingle();
    }

    private Task<int> BatchAsync(params string[] lines) => BatchAsync(lines, []);

    private Task<int> BatchAsync(string[] lines, params string[] arguments)
    {
        var input = WriteFile("input.jsonl", string.Join('\n', lines));
        return RunAsync(["batch", input, OutputFile, "--url", Server.BaseAddress, "--model", "m", .. arguments]);
    }
}
