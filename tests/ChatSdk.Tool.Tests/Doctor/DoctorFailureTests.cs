using ChatSdk.Testing;

namespace ChatSdk.Tool.Tests;

public sealed class DoctorFailureTests : DoctorTest
{
    [Test]
    public async Task Server_that_hangs_is_reported_in_one_line()
    {
        Server.AnswersAlways(FakeAnswer.Silence());

        var exitCode = await RunAsync("doctor", Server.BaseAddress, "--timeout", "0.5");

        exitCode.Should().Be(ExitCodes.ConnectionFailure);
        LastLine().Should().Be("Error: The server sent no response within the time limit (--timeout).");
        Output.Text.Should().BeEmpty();
    }

    [Test]
    public async Task All_probes_except_the_first_are_reported_as_skipped_if_the_server_hangs()
    {
        Server.AnswersAlways(FakeAnswer.Silence());

        var report = await ProbeAsync("--timeout", "0.5");

        report.Results.Should().HaveCount(ProbeList.All.Count);
        report.Results.Where(result => result.Name != "reach").Should().OnlyContain(result => result.Support == Support.Skipped);
    }

    [Test]
    public async Task Server_that_lists_its_models_but_never_answers_is_reported_in_one_line()
    {
        GivenPath("/models").AnswersJson("""{"data":[{"id":"m"}]}""");
        Server.AnswersAlways(FakeAnswer.Silence());

        var exitCode = await RunAsync("doctor", Server.BaseAddress, "--timeout", "3");

        exitCode.Should().Be(ExitCodes.ConnectionFailure);
        LastLine().Should().Be("Error: The server did not complete the answer to a short prompt within the time limit (--timeout).");
    }

    [Test]
    public async Task Server_that_always_fails_is_reported_in_one_line_with_its_error_message()
    {
        GivenPath("/models").AnswersJson("""{"data":[{"id":"m"}]}""");
        Server.AnswersAlways(FakeAnswer.Error(500, "Out of memory."));

        var exitCode = await RunAsync("doctor", Server.BaseAddress);

        exitCode.Should().Be(ExitCodes.UnusableAnswer);
        LastLine().Should().Be("Error: The server failed: 500 Out of memory.");
        Output.Text.Should().BeEmpty();
    }

    [Test]
    public async Task Exhausted_quota_ends_the_run()
    {
        Server.AnswersAlways(FakeErrors.AtomaBalance);

        var exitCode = await RunAsync("doctor", Server.BaseAddress);

        exitCode.Should().Be(ExitCodes.LimitReached);
        LastLine().Should().Be("Error: The quota is exhausted: 402 Insufficient balance");
        Server.Requests.Count.Should().BeLessThan(6);
    }

    [Test]
    public async Task Request_that_exceeds_a_rate_limit_is_sent_again_and_the_report_contains_the_error()
    {
        Server.Given(r => r.MaxTokens == 64).Answers(FakeAnswer.Error(429, "Slow down.").WithHeader("Retry-After", "0")).AnswersText("hello");

        var report = await ProbeAsync("--only", "answer", "rate-limit-error");

        Of(report, "answer").Support.Should().Be(Support.Supported);
        Of(report, "rate-limit-error").Should().Match<ProbeResult>(result => result.Support == Support.Supported && result.Evidence!.Response.Contains("Retry-After: 0"));
    }

    [Test]
    public async Task Answer_that_uses_up_the_token_budget_is_reported_in_one_line()
    {
        Server.AnswersAlways(FakeAnswer.Text(new string('a', 10_000_000)));

        var exitCode = await RunAsync("doctor", Server.BaseAddress, "--model", "m");

        exitCode.Should().Be(ExitCodes.LimitReached);
        LastLine().Should().Match("Error: The token budget is too small: 2 requests have used 2,500,0?? tokens, *Increase --max-tokens.");
    }

    [TestCase("localhost")]
    [TestCase("127.0.0.1")]
    public async Task Redirect_to_another_host_or_port_is_not_followed(string host)
    {
        await using var other = await FakeChatServer.StartAsync(Guard);
        var target = other.BaseAddress.Replace("127.0.0.1", host, StringComparison.Ordinal);
        Server.AnswersAlways(FakeAnswer.Json("{}", 308).WithHeader("Location", $"{target}/chat/completions"));

        var exitCode = await RunAsync("doctor", Server.BaseAddress, "--key", "secret-key-1");

        exitCode.Should().Be(ExitCodes.UnusableAnswer);
        LastLine().Should().Be($"Error: The server redirects requests to {target}. To probe it, run the command with this address.");
        other.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Redirect_to_another_path_on_the_same_host_is_reported_with_the_address_to_set()
    {
        Server.GivenRequest(request => !request.Path.StartsWith("/v1/", StringComparison.Ordinal)).Answers(FakeAnswer.Json("{}", 307).WithHeader("Location", "/v1/chat/completions"));

        var report = await ProbeAtAsync(Server.BaseAddress.Replace("/v1", "/api", StringComparison.Ordinal), "--only", "answer");

        Of(report, "reach").Setting!.Code.Should().Be($"BaseAddress = \"{Server.BaseAddress}\"");
        Of(report, "answer").Support.Should().Be(Support.Supported);
    }

    [Test]
    public async Task Host_that_does_not_exist_is_reported_in_one_line()
    {
        var exitCode = await RunAsync("doctor", "http://no-such-host.invalid/v1");

        exitCode.Should().Be(ExitCodes.ConnectionFailure);
        LastLine().Should().StartWith("Error: The host name no-such-host.invalid could not be resolved");
    }

    [Test]
    public async Task Address_can_be_specified_with_the_url_option()
    {
        ScriptModel();

        var exitCode = await RunAsync("doctor", "--url", Server.BaseAddress, "--model", "m", "--only", "answer");

        exitCode.Should().Be(ExitCodes.Success);
    }

    [Test]
    public async Task Address_that_is_specified_twice_is_reported_in_one_line()
    {
        var exitCode = await RunAsync("doctor", Server.BaseAddress, "--url", Server.BaseAddress);

        exitCode.Should().Be(ExitCodes.InvalidInput);
        Error.Lines.Should().ContainSingle().Which.Should().Contain("specified twice");
        Server.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Missing_address_is_reported_with_the_ways_to_specify_it()
    {
        var exitCode = await RunAsync("doctor");

        exitCode.Should().Be(ExitCodes.InvalidInput);
        Error.Text.Should().StartWith("Error: There is no server address. Use --url, set CHATSDK_BASE_URL");
    }

    [Test]
    public async Task Address_at_which_no_server_listens_is_reported_in_one_line()
    {
        var exitCode = await RunAsync("doctor", "http://127.0.0.1:1");

        exitCode.Should().Be(ExitCodes.ConnectionFailure);
        LastLine().Should().Contain("refused");
    }

    [Test]
    public async Task Web_page_instead_of_an_answer_is_reported_in_one_line()
    {
        Server.AnswersAlways(FakeAnswer.Raw("<!doctype html><title>Welcome</title>", "text/html"));

        var exitCode = await RunAsync("doctor", Server.BaseAddress);

        exitCode.Should().Be(ExitCodes.UnusableAnswer);
        LastLine().Should().Be("Error: The server responds with a web page. Is this the address of an API?");
    }

    [Test]
    public async Task Wrong_key_is_reported_in_one_line()
    {
        Server.AnswersAlways(FakeErrors.OpenAIInvalidKey);

        var exitCode = await RunAsync("doctor", Server.BaseAddress, "--key", "secret-key-1");

        exitCode.Should().Be(ExitCodes.Unauthorized);
        LastLine().Should().StartWith("Error: The server rejects the API key: 401");
    }

    [Test]
    public async Task Missing_key_is_reported_in_one_line()
    {
        Server.AnswersAlways(FakeErrors.VllmInvalidKey);

        var exitCode = await RunAsync("doctor", Server.BaseAddress);

        exitCode.Should().Be(ExitCodes.Unauthorized);
        LastLine().Should().StartWith("Error: The server requires an API key (--key, or CHATSDK_API_KEY): 401");
    }

    [Test]
    public async Task Canceled_run_writes_no_file()
    {
        var file = Path.Combine(Folder, "report.html");
        Server.AnswersAlways(FakeAnswer.Silence());
        var run = RunAsync("doctor", Server.BaseAddress, "--format", "html", "--output", file);
        await Server.NextRequestAsync(Guard);

        Context.Interrupts.Raise();

        (await run).Should().Be(ExitCodes.Canceled);
        Directory.GetFiles(Folder).Should().BeEmpty();
    }

    [Test]
    public async Task Unknown_probe_is_rejected_before_anything_is_sent()
    {
        var exitCode = await RunAsync("doctor", Server.BaseAddress, "--only", "nothing");

        exitCode.Should().Be(ExitCodes.InvalidInput);
        Server.Requests.Should().BeEmpty();
    }

    private string LastLine() => Error.Lines[^1];
}
