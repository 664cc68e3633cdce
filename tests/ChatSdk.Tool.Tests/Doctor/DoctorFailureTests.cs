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
        LastLine().Should().Be("Error: The server sent no response within the time limit.");
        Output.Text.Should().BeEmpty();
    }

    [Test]
    public async Task Report_on_a_server_that_hangs_is_complete()
    {
        Server.AnswersAlways(FakeAnswer.Silence());

        var report = await ProbeAsync("--timeout", "0.5");

        report.Results.Should().HaveCount(ProbeList.All.Count);
        report.Results.Skip(1).Should().OnlyContain(result => result.Support == Support.Skipped);
    }

    [Test]
    public async Task Address_without_a_server_is_reported_in_one_line()
    {
        var exitCode = await RunAsync("doctor", "http://127.0.0.1:1");

        exitCode.Should().Be(ExitCodes.ConnectionFailure);
        LastLine().Should().Contain("refused");
    }

    [Test]
    public async Task Web_page_is_reported_in_one_line()
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
        LastLine().Should().StartWith("Error: The server requires an API key: 401");
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
