using ChatSdk.Testing;

namespace ChatSdk.Tool.Tests;

public sealed class DoctorReportTests : DoctorTest
{
    [Test]
    public async Task Only_missing_rate_limit_headers_are_reported_for_a_server_that_follows_the_protocol()
    {
        ScriptModel();

        var report = await ProbeAsync();

        // The findings of these two probes depend on how busy the machine is.
        report.Results.Where(result => result.Name is not ("stream-timing" or "cancel") && result.Support is (Support.Odd or Support.NotSupported)).Select(result => result.Name).Should().BeEquivalentTo("rate-limit-headers");
        report.Count(Support.Supported).Should().BeGreaterThan(35);
        report.Model.Should().Be("fake-model");
    }

    [Test]
    public async Task Answer_of_ten_megabytes_is_reported_with_its_size()
    {
        Server.AnswersAlways(FakeAnswer.Text(new string('a', 10 * 1024 * 1024)));

        var report = await ProbeAsync("--only", "answer", "--max-tokens", "100000000", "--model", "m");

        Of(report, "answer").Summary.Should().Contain("10.0 MB");
    }

    [Test]
    public async Task Answer_that_is_not_UTF8_is_reported_with_its_bytes()
    {
        Server.AnswersAlways(FakeAnswer.Bytes("{\"choices\":[{\"message\":{\"content\":\"caf\u00e9\"},\"finish_reason\":\"stop\"}]}".Select(character => (byte)character).ToArray(), "application/json"));

        var report = await ProbeAsync("--only", "encoding", "--model", "m");

        Of(report, "encoding").Should().Match<ProbeResult>(result => result.Support == Support.Odd && result.Evidence!.Response.Contains("636166E9"));
    }

    [Test]
    public async Task Stream_that_is_too_long_is_reported_and_the_probes_that_need_it_are_skipped()
    {
        var chunk = $$$"""{"choices":[{"index":0,"delta":{"content":"{{{new string('a', 1024 * 1024)}}}"}}]}""";
        GivenStream().Answers(FakeAnswer.Events([.. Enumerable.Repeat(chunk, 20)]));

        var report = await ProbeAsync("--only", "streams");

        Of(report, "stream").Support.Should().Be(Support.Odd);
        Of(report, "stream-end").Should().Match<ProbeResult>(result => result.Support == Support.Skipped && result.Summary.Contains("\"stream\" did not succeed"));
    }

    [Test]
    public async Task Stream_that_hangs_is_canceled_at_the_time_limit()
    {
        GivenStream().Answers(FakeAnswer.Stream("One", "Two").ThenHangs());

        var report = await ProbeAsync("--only", "streams", "--timeout", "3");

        Of(report, "stream").Summary.Should().StartWith("The stream did not end within the time limit (--timeout): 3 chunks");
        report.ExitCode.Should().Be(ExitCodes.UnusableAnswer);
    }

    [Test]
    public async Task Probes_that_would_exceed_the_budget_do_not_run()
    {
        ScriptModel();

        var report = await ProbeAsync("--max-tokens", "60");

        report.Tokens.Should().BeLessThan(100);
        report.Results.Should().Contain(result => result.Support == Support.Skipped && result.Summary.Contains("--max-tokens"));
        Error.Text.Should().Contain("at most 60");
    }

    [Test]
    public async Task Only_the_selected_probes_and_their_prerequisites_run_except_those_that_are_skipped()
    {
        var report = await ProbeAsync("--only", "stop", "models", "--skip", "models");

        report.Results.Select(result => result.Name).Should().Equal("reach", "address", "key", "answer", "stop");
    }

    [Test]
    public async Task Header_in_which_the_server_expects_the_key_is_found()
    {
        Server.GivenRequest(request => !request.Headers.ContainsKey("api-key")).AnswersError(401, "No key.");

        var report = await ProbeAsync("--key", "secret-key-1");

        Of(report, "key").Setting!.Code.Should().Be("ApiKeyHeader = \"api-key\", ApiKeyScheme = \"\"");
        Of(report, "answer").Support.Should().Be(Support.Supported);
    }

    [Test]
    public async Task Path_that_the_address_lacks_is_found()
    {
        Server.GivenRequest(request => !request.Path.StartsWith("/api/v1/", StringComparison.Ordinal)).AnswersJson("""{"detail":"Not Found"}""", 404);
        ScriptModel();

        var report = await ProbeAsync();

        Of(report, "address").Setting!.Code.Should().Be($"BaseAddress = \"{Server.BaseAddress[..^3]}/api/v1\"");
        Of(report, "answer").Support.Should().Be(Support.Supported);
    }
}
