using System.Diagnostics;
using System.Text.Json;
using ChatSdk.Testing;
using ChatSdk.Tests.Samples;

namespace ChatSdk.Tests.Redis;

/// <summary>Runs the workers of the sample BatchWorkers as separate programs that share a real Redis server.</summary>
[NeedsRedis]
[CancelAfter(120_000)]
public sealed class BatchWorkersSampleTests : ClientTest
{
    private const int Count = 200;
    private const int Concurrency = 16;

    private static readonly string[] _limit = ["--requests-per-minute", "3000"];
    private static readonly string[] _shortTimeout = ["--claim-timeout", "1"];
    private static readonly string[] _longTimeout = ["--claim-timeout", "3600"];

    private readonly string _folder = Directory.CreateTempSubdirectory("chatsdk").FullName;
    private RedisServer _redis = null!;

    private string Input => Path.Combine(_folder, "questions.jsonl");

    private string Output => Path.Combine(_folder, "answers.jsonl");

    [SetUp]
    public async Task StartRedisAsync() => _redis = await RedisServer.StartAsync(Guard);

    [TearDown]
    public void StopRedis()
    {
        _redis.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task Killed_worker_loses_no_line_and_every_line_is_in_the_output_once()
    {
        var ofVictim = 0;
        Server.GivenRequest(request => IsFrom(request, "victim") && ++ofVictim > 10).Answers(FakeAnswer.Silence());
        await WriteInputAsync(Questions);

        using var victim = Start("victim", [.. _limit, .. _shortTimeout]);
        await RequestsAsync(10 + Concurrency, request => IsFrom(request, "victim"));
        using var survivor = Start("survivor", [.. _limit, .. _shortTimeout]);
        await RequestsAsync(Count / 4, request => IsFrom(request, "survivor"));
        await KillAsync(victim);
        var (exitCode, output, errors) = await survivor.EndAsync(Guard);

        (exitCode, errors).Should().Be((0, ""));
        output.Should().Contain($"{Count} lines are done, 0 failed");
        ShouldAnswerAllQuestions();
        Server.Requests.Should().HaveCountGreaterThanOrEqualTo(Count + Concurrency, "the lines of the killed worker are sent again");
    }

    [Test]
    public async Task Workers_together_send_no_more_requests_than_the_limit_allows()
    {
        await WriteInputAsync(Questions);

        using var one = Start("one", _limit);
        await RequestsAsync(1, request => IsFrom(request, "one"));
        using var other = Start("other", _limit);
        await RequestsAsync(1, request => IsFrom(request, "other"));
        var watch = Stopwatch.StartNew();
        var sent = Server.Requests.Count + (2 * Concurrency);
        var results = await Task.WhenAll(one.EndAsync(Guard), other.EndAsync(Guard));

        results.Should().OnlyContain(result => result.ExitCode == 0);
        ShouldAnswerAllQuestions();
        Server.Requests.Should().HaveCountGreaterThanOrEqualTo(Count);

        // 3,000 requests per minute are five in each tenth of a second.
        watch.Elapsed.Should().BeGreaterThan(TimeSpan.FromSeconds(0.1) * (((Server.Requests.Count - sent) / 5) - 1));
    }

    [Test]
    public async Task Line_that_kills_its_workers_becomes_an_error_and_every_other_line_is_answered()
    {
        const int MaxDeliveries = 3;
        Server.Given(request => request.Messages[^1].Text == "Poison").Answers(FakeAnswer.Silence());
        Server.Given(request => request.Messages[^1].Text == "Bystander" && TimesSent("Poison") < MaxDeliveries).Answers(FakeAnswer.Silence());
        await WriteInputAsync(["First", "Poison", "Bystander", "Last"]);

        for (var delivery = 1; delivery <= MaxDeliveries; delivery++)
        {
            using var worker = Start("worker", _shortTimeout);
            await RequestsAsync(1, request => TextOf(request) == "Poison");
            if (delivery < MaxDeliveries)
            {
                await RequestsAsync(TimesSent("Bystander") < delivery ? 1 : 0, request => TextOf(request) == "Bystander");
            }

            await KillAsync(worker);
        }

        var (exitCode, output, errors) = await EndAsync("worker", _shortTimeout);

        (exitCode, errors).Should().Be((0, ""));
        output.Should().Contain("4 lines are done, 1 failed");
        Texts().Should().Equal((1, "You said: First"), (2, null), (3, "You said: Bystander"), (4, "You said: Last"));
        Lines().Single(line => Number(line) == 2).GetProperty("error").GetString().Should().Contain($"{MaxDeliveries} workers");
        TimesSent("Poison").Should().Be(MaxDeliveries);
    }

    [Test]
    public async Task Line_that_fails_is_in_the_output_as_an_error()
    {
        Server.Given(request => request.Messages[^1].Text == "Rude").AnswersError(400, "Too rude.");
        await File.WriteAllLinesAsync(Input, [Request("Hi"), "{ this is not JSON", "", Request("Rude"), """{"messages":[]}""", "null"]);

        var (exitCode, output, _) = await EndAsync("worker");

        exitCode.Should().Be(0);
        output.Should().Contain("5 lines are done, 4 failed");
        Texts().Should().Equal((1, "You said: Hi"), (2, null), (4, null), (5, null), (6, null));
        var errors = Lines().Skip(1).Select(line => line.GetProperty("error").GetString()).ToList();
        errors[0].Should().Contain("not the JSON of a chat request");
        errors[1].Should().Contain("Too rude.");
        errors[2].Should().Contain("Messages is empty");
    }

    [Test]
    public async Task Tokens_and_cost_are_the_totals_of_all_workers()
    {
        Server.AnswersAlways(FakeAnswer.Text("Hi").WithUsage(new ChatUsage { PromptTokens = 1000, CompletionTokens = 500, TotalTokens = 1500 }));
        await WriteInputAsync(["One", "Two"]);
        await EndAsync("worker");

        var (exitCode, output, _) = await EndAsync("other worker", "--input-price", "2", "--output-price", "10.5");

        exitCode.Should().Be(0);
        output.Should().Contain("2 of 2 lines were already done.").And.Contain("2 lines are done, 0 failed, 3,000 tokens, cost 0.0145.");
        Server.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Claim_on_a_line_is_renewed_while_its_request_runs()
    {
        Server.Answers(FakeAnswer.Silence());
        await WriteInputAsync(["Slow"]);
        using var worker = Start("worker", _shortTimeout);
        await Server.NextRequestAsync(Guard);

        await using var redis = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync(_redis.Address);
        var lines = redis.GetServers().Single().Keys(pattern: "*:lines").Single();
        for (long idle = 0, before = 0; idle >= before;)
        {
            var pending = await redis.GetDatabase().StreamPendingMessagesAsync(lines, "workers", count: 1, consumerName: default);
            (before, idle) = (idle, pending.Single().IdleTimeInMilliseconds);
            pending.Single().DeliveryCount.Should().Be(1);
            Guard.ThrowIfCancellationRequested();
        }
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "The test sends Ctrl-C as a Unix signal.")]
    public async Task Ctrl_C_returns_the_lines_to_the_other_workers()
    {
        Server.Answers(FakeAnswer.Silence()).Answers(FakeAnswer.Silence());
        await WriteInputAsync(["One", "Two"]);
        using var worker = Start("worker", _longTimeout);
        await RequestsAsync(2, _ => true);

        using (var interrupt = Process.Start("kill", ["-INT", $"{worker.Process.Id}"]))
        {
            await interrupt.WaitForExitAsync(Guard);
        }

        var (exitCode, output, errors) = await worker.EndAsync(Guard);
        (exitCode, errors).Should().Be((130, ""));
        output.Should().Contain("Stopped.");
        (await EndAsync("other worker", _longTimeout)).ExitCode.Should().Be(0);
        Texts().Should().Equal((1, "You said: One"), (2, "You said: Two"));
    }

    [TestCase(401, "Incorrect API key provided.", null)]
    [TestCase(429, "You exceeded your current quota.", "insufficient_quota")]
    public async Task Worker_that_would_fail_with_every_line_stops_and_returns_its_lines(int status, string message, string? code)
    {
        Server.GivenRequest(request => IsFrom(request, "misconfigured")).AnswersError(status, message, code: code);
        await WriteInputAsync(["One", "Two"]);

        var (exitCode, _, errors) = await EndAsync("misconfigured", _longTimeout);

        exitCode.Should().Be(1);
        errors.TrimEnd().Split('\n').Should().ContainSingle().Which.Should().Contain(message);
        (await EndAsync("worker", _longTimeout)).ExitCode.Should().Be(0);
        Texts().Should().Equal((1, "You said: One"), (2, "You said: Two"));
    }

    [Test]
    public async Task Sample_without_configured_servers_answers_its_example_file()
    {
        var (exitCode, output, errors) = await SampleProgram.RunAsync("BatchWorkers", [Path.Combine(SampleFolder, "questions.jsonl"), Output], Guard);

        (exitCode, errors).Should().Be((0, ""));
        output.Should().Contain("0 of 20 lines were already done.").And.Contain("20 lines are done, 0 failed");
        Lines().Select(Number).Should().Equal(Enumerable.Range(1, 20));
    }

    [TestCase("127.0.0.1:9 cannot be reached", "--redis", "127.0.0.1:9,password=secret,connectTimeout=1000")]
    [TestCase("--requests-per-minute must be greater than 0", "--requests-per-minute", "0")]
    [TestCase("--claim-timeout must be greater than 0", "--claim-timeout", "0")]
    [TestCase("--input-price must not be negative", "--input-price", "-1")]
    public async Task Invalid_option_or_unreachable_Redis_server_is_reported_in_one_line(string expected, string option, string value)
    {
        var (exitCode, _, errors) = await SampleProgram.RunAsync("BatchWorkers", [option, value], Guard);

        exitCode.Should().Be(1);
        errors.TrimEnd().Split('\n').Should().ContainSingle().Which.Should().Contain(expected).And.NotContain("secret");
    }

    [Test]
    public Task Unreachable_chat_server_is_reported_in_one_line() => SampleProgram.ShouldFailInOneLineAsync("BatchWorkers", Guard);

    [Test]
    [Platform(Exclude = "Win", Reason = "The test relies on how Unix finds programs in PATH.")]
    public async Task Missing_redis_server_program_is_reported_in_one_line()
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "dotnet"), Environment.ProcessPath!);

        await SampleProgram.ShouldFailInOneLineAsync("BatchWorkers", "apt-get install redis-server", Guard, ("PATH", _folder));
    }

    private static string SampleFolder => Path.Combine(AppContext.BaseDirectory, "..", "..", "BatchWorkers", new DirectoryInfo(AppContext.BaseDirectory).Name);

    private static IEnumerable<string> Questions => Enumerable.Range(1, Count).Select(number => $"Question {number}");

    private static string Request(string text) => $$"""{"messages":[{"role":"user","content":"{{text}}"}]}""";

    private static bool IsFrom(FakeRequest request, string worker) => request.Headers["Authorization"] == $"Bearer {worker}";

    private static string TextOf(FakeRequest request) => request.Chat!.Messages[^1].Text;

    private static async Task KillAsync(SampleProgram worker)
    {
        worker.Process.Kill();
        await worker.Process.WaitForExitAsync(Guard);
    }

    private static int Number(JsonElement line) => line.GetProperty("line").GetInt32();

    private Task WriteInputAsync(IEnumerable<string> texts) => File.WriteAllLinesAsync(Input, texts.Select(Request));

    /// <summary>Starts a worker whose API key is its name.</summary>
    private SampleProgram Start(string name, params string[] options) => SampleProgram.Start(
        "BatchWorkers",
        [Input, Output, "--redis", _redis.Address, "--workers", "1", .. options],
        ("CHATSDK_BASE_URL", Server.BaseAddress),
        ("CHATSDK_API_KEY", name));

    private async Task<(int ExitCode, string Output, string Errors)> EndAsync(string name, params string[] options)
    {
        using var worker = Start(name, options);
        return await worker.EndAsync(Guard);
    }

    /// <summary>Waits until the given number of further requests match a condition.</summary>
    private async Task RequestsAsync(int count, Func<FakeRequest, bool> condition)
    {
        while (count > 0)
        {
            count -= condition(await Server.NextRequestAsync(Guard)) ? 1 : 0;
        }
    }

    private void ShouldAnswerAllQuestions() =>
        Texts().Should().Equal(Questions.Select((question, index) => (index + 1, (string?)$"You said: {question}")));

    private int TimesSent(string text) => Server.Requests.Count(request => TextOf(request) == text);

    private IEnumerable<JsonElement> Lines() => File.ReadAllLines(Output).Select(line => JsonElement.Parse(line));

    private IEnumerable<(int Line, string? Text)> Texts() =>
        Lines().Select(line => (Number(line), line.TryGetProperty("text", out var text) ? text.GetString() : null));
}
