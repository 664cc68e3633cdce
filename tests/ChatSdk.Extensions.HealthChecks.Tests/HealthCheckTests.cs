using ChatSdk.Extensions.HealthChecks.Tests.Docs;
using ChatSdk.Testing;
using ChatSdk.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace ChatSdk.Extensions.HealthChecks.Tests;

/// <summary>Tests the health check with a fake server.</summary>
[TestFixture]
public sealed class HealthCheckTests : ClientTest
{
    private const string Models = """{"data":[{"id":"m"}]}""";

    private readonly HostApplicationBuilder _builder = Host.CreateEmptyApplicationBuilder(new());
    private readonly ManualTime _time = new();
    private IHost? _host;

    private IEnumerable<string> Paths => Server.Requests.Select(request => request.Path);

    [TearDown]
    public void Stop() => _host?.Dispose();

    [Test]
    public async Task Server_that_lists_its_models_is_healthy()
    {
        AddClient();
        Server.AnswersJson(Models);

        var entry = await CheckAsync(checks => checks.AddChatClient());

        entry.Status.Should().Be(HealthStatus.Healthy);
        entry.Description.Should().Contain(Server.BaseAddress);
        Paths.Should().Equal("/v1/models");
    }

    [TestCase(401, null, HealthStatus.Unhealthy)]
    [TestCase(500, null, HealthStatus.Unhealthy)]
    [TestCase(503, HealthStatus.Degraded, HealthStatus.Degraded)]
    public async Task Error_is_reported_with_the_failure_status_and_is_not_retried(int status, HealthStatus? failureStatus, HealthStatus expected)
    {
        AddClient();
        Server.AnswersError(status, "broken");

        var entry = await CheckAsync(checks => checks.AddChatClient(failureStatus: failureStatus));

        entry.Status.Should().Be(expected);
        entry.Exception.Should().BeOfType<ChatApiException>();
        entry.Description.Should().NotContain("sk-SECRET");
        Paths.Should().Equal("/v1/models");
    }

    [Test]
    public async Task Server_that_cannot_be_reached_is_unhealthy()
    {
        AddClient();
        await Server.DisposeAsync();

        var entry = await CheckAsync(checks => checks.AddChatClient());

        entry.Status.Should().Be(HealthStatus.Unhealthy);
        entry.Exception.Should().BeOfType<ChatConnectionException>();
    }

    [TestCase(404)]
    [TestCase(405)]
    [TestCase(501)]
    public async Task Server_without_a_list_of_models_is_degraded_and_receives_no_prompt_by_default(int status)
    {
        AddClient();
        Server.AnswersError(status, "no list");

        var entry = await CheckAsync(checks => checks.AddChatClient());

        entry.Status.Should().Be(HealthStatus.Degraded);
        entry.Description.Should().Contain("SendPrompt");
        Paths.Should().Equal("/v1/models");
    }

    [TestCase(200, HealthStatus.Healthy)]
    [TestCase(401, HealthStatus.Unhealthy)]
    public async Task Server_without_a_list_of_models_receives_a_prompt_with_a_limit_of_one_token_if_SendPrompt_is_set(int status, HealthStatus expected)
    {
        AddClient();
        Server.AnswersError(404, "no list").Answers(FakeAnswer.Json(Hi, status));

        var entry = await CheckAsync(checks => checks.AddChatClient(configure: options => options.SendPrompt = true));

        entry.Status.Should().Be(expected);
        Paths.Should().Equal("/v1/models", "/v1/chat/completions");
        Server.Requests[1].Chat!.MaxTokens.Should().Be(1);
    }

    [Test]
    public async Task Result_is_reused_until_it_expires()
    {
        AddClient();
        Server.AnswersError(500, "broken").AnswersJson(Models);
        var service = Build(checks => checks.AddChatClient());

        var first = await service.CheckHealthAsync(Guard);
        _time.Advance(TimeSpan.FromSeconds(29));
        var second = await service.CheckHealthAsync(Guard);
        _time.Advance(TimeSpan.FromSeconds(1));
        var third = await service.CheckHealthAsync(Guard);

        new[] { first, second, third }.Select(report => report.Status).Should().Equal(HealthStatus.Unhealthy, HealthStatus.Unhealthy, HealthStatus.Healthy);
        Server.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Every_check_sends_a_request_if_the_cache_duration_is_zero()
    {
        AddClient();
        Server.AnswersJson(Models).AnswersJson(Models);
        var service = Build(checks => checks.AddChatClient(configure: options => options.CacheDuration = TimeSpan.Zero));

        await service.CheckHealthAsync(Guard);
        await service.CheckHealthAsync(Guard);

        Server.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Concurrent_checks_share_one_request()
    {
        AddClient();
        Server.AnswersJson(Models);
        var service = Build(checks => checks.AddChatClient());

        var reports = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => service.CheckHealthAsync(Guard)));

        reports.Should().OnlyContain(report => report.Status == HealthStatus.Healthy);
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Check_that_exceeds_its_timeout_reports_Unhealthy()
    {
        AddClient();
        Server.Answers(FakeAnswer.Silence());

        var entry = await CheckAsync(checks => checks.AddChatClient(timeout: TimeSpan.FromMilliseconds(50)));

        entry.Status.Should().Be(HealthStatus.Unhealthy);
    }

    [Test]
    public async Task Result_of_a_canceled_check_is_not_reused()
    {
        AddClient();
        Server.Answers(FakeAnswer.Silence()).AnswersJson(Models);
        var service = Build(checks => checks.AddChatClient());
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Guard);

        var canceled = service.CheckHealthAsync(caller.Token);
        await Server.NextRequestAsync(Guard);
        await caller.CancelAsync();
        await canceled.Awaiting(check => check).Should().ThrowAsync<OperationCanceledException>();
        var next = await service.CheckHealthAsync(Guard);

        next.Status.Should().Be(HealthStatus.Healthy);
        Server.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Check_has_the_registered_name_and_tags()
    {
        AddClient();
        Server.AnswersJson(Models);
        var service = Build(checks => checks.AddChatClient("llm", tags: ["ready"]));

        var report = await service.CheckHealthAsync(registration => registration.Tags.Contains("ready"), Guard);

        report.Entries.Keys.Should().Equal("llm");
    }

    [Test]
    public async Task Named_and_keyed_clients_are_checked()
    {
        await using var other = await FakeChatServer.StartAsync(Guard);
        Server.AnswersJson(Models);
        other.AnswersError(500, "broken");
        _builder.Services.AddChatClient("fast", Server.BaseAddress);
        _builder.Services.AddKeyedChatClient(DayOfWeek.Friday, other.BaseAddress);
        var service = Build(checks => checks.AddKeyedChatClient("fast").AddKeyedChatClient(DayOfWeek.Friday, "friday"));

        var report = await service.CheckHealthAsync(Guard);

        report.Entries["chat-fast"].Status.Should().Be(HealthStatus.Healthy);
        report.Entries["friday"].Status.Should().Be(HealthStatus.Unhealthy);
    }

    [Test]
    public async Task Check_for_a_client_that_was_not_added_throws()
    {
        var service = Build(checks => checks.AddChatClient());

        await service.Awaiting(it => it.CheckHealthAsync(Guard)).Should().ThrowAsync<InvalidOperationException>();
    }

    [Test]
    public void Negative_cache_duration_is_rejected() =>
        FluentActions.Invoking(() => new ChatHealthCheckOptions { CacheDuration = TimeSpan.FromSeconds(-1) }).Should().Throw<ArgumentOutOfRangeException>();

    [Test]
    public async Task Samples_on_the_documentation_page_add_the_checks()
    {
        _builder.Configuration["Chat:BaseAddress"] = _builder.Configuration["Fast:BaseAddress"] = Server.BaseAddress;
        Server.AnswersJson(Models).AnswersJson(Models);
        HealthCheckSnippets.Add(_builder);
        HealthCheckSnippets.AddSeveral(_builder);

        var report = await Build(_ => { }).CheckHealthAsync(Guard);

        report.Entries.Keys.Should().BeEquivalentTo("chat", "chat-fast");
        report.Status.Should().Be(HealthStatus.Healthy);
    }

    private void AddClient() => _builder.Services.AddChatClient(options =>
        (options.BaseAddress, options.ApiKey, options.Model, options.TimeProvider) = (Server.BaseAddress, "sk-SECRET", "m", _time));

    private async Task<HealthReportEntry> CheckAsync(Action<IHealthChecksBuilder> add) => (await Build(add).CheckHealthAsync(Guard)).Entries.Values.Single();

    private HealthCheckService Build(Action<IHealthChecksBuilder> add)
    {
        add(_builder.Services.AddHealthChecks());
        _host = _builder.Build();
        return _host.Services.GetRequiredService<HealthCheckService>();
    }
}
