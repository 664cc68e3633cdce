using ChatSdk.Testing;
using ChatSdk.Tests.Faults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatSdk.Tests.Diagnostics;

/// <summary>Tests which events of a call are logged, and at which level. The tests for the rows with the number 82 in <c>docs/errors-and-retries.md</c> cover secrets in logs.</summary>
[TestFixture]
public sealed class LogTests : ClientTest
{
    [Test]
    public async Task Attempts_and_their_responses_are_logged()
    {
        using var log = new LogBook();
        await using var provider = Build(log);
        Server.AnswersError(503, "Later.").AnswersText("Hi");

        await provider.GetRequiredService<ChatClient>().CreateAsync("Hi", cancellationToken: Guard);

        LinesOf(log).Should().Equal(
            (2, LogLevel.Debug, $"Attempt 1: {Server.BaseAddress}/chat/completions"),
            (3, LogLevel.Debug, "Attempt 1 was answered with status 503."),
            (4, LogLevel.Warning, "Attempt 1 failed (503); retrying after 0 ms."),
            (2, LogLevel.Debug, $"Attempt 2: {Server.BaseAddress}/chat/completions"),
            (3, LogLevel.Debug, "Attempt 2 was answered with status 200."));
    }

    [Test]
    public async Task Failure_without_a_response_is_logged_with_its_kind()
    {
        using var log = new LogBook();
        await using var provider = Build(log);
        Server.Answers(FakeAnswer.Drop()).AnswersText("Hi");

        await provider.GetRequiredService<ChatClient>().CreateAsync("Hi", cancellationToken: Guard);

        LinesOf(log).Should().ContainSingle(line => line.Level == LogLevel.Warning).Which.Text.Should().StartWith("Attempt 1 failed (ChatConnectionException.");
    }

    [Test]
    public async Task Call_that_succeeds_on_the_first_attempt_logs_no_warning()
    {
        using var log = new LogBook();
        await using var provider = Build(log);

        await ReadAsync(provider.GetRequiredService<ChatClient>().CreateStreamAsync("Hi", cancellationToken: Guard));

        LinesOf(log).Select(line => (line.Id, line.Level)).Should().Equal((2, LogLevel.Debug), (3, LogLevel.Debug));
    }

    [Test]
    public async Task Interruptions_of_a_stream_and_a_failed_resumption_are_logged()
    {
        using var log = new LogBook();
        await using var provider = Build(log);
        Server.Streams("Hel").ThenCuts().Streams("lo").ThenCuts().AnswersError(400, "No.");
        var options = new ChatCallOptions { StreamResumption = StreamResumption.TrailingMessage };

        var act = () => ReadAsync(provider.GetRequiredService<ChatClient>().CreateStreamAsync("Hi", options, Guard));

        await act.Should().ThrowAsync<ChatConnectionException>();
        LinesOf(log).Where(line => line.Level == LogLevel.Warning).Should().Equal(
            (9, LogLevel.Warning, "Attempt 1 failed (ChatConnectionException.Reset); requesting the rest of the stream after 0 ms."),
            (9, LogLevel.Warning, "Attempt 2 failed (ChatConnectionException.Reset); requesting the rest of the stream after 0 ms."),
            (10, LogLevel.Warning, "The stream could not be resumed (400)."));
    }

    [Test]
    public async Task Fallback_and_cache_hit_are_logged()
    {
        using var log = new LogBook();
        await using var second = await FakeChatServer.StartAsync(Guard);
        await using var provider = Build(log, builder => builder.AddResponseCache().AddFallback(options => options.Servers.Add(new() { BaseAddress = second.BaseAddress })));
        var client = provider.GetRequiredService<ChatClient>();
        await client.CreateAsync("cached", cancellationToken: Guard);
        var before = LinesOf(log).Count();
        Server.AnswersError(503, "Busy.");

        await client.CreateAsync("cached", cancellationToken: Guard);
        await client.CreateAsync("new", cancellationToken: Guard);

        LinesOf(log).Skip(before).Where(line => line.Id > 3).Should().Equal(
            (7, LogLevel.Debug, "The response to chat/completions is from the cache."),
            (5, LogLevel.Warning, $"{Server.BaseAddress} failed (503) and is in cooldown for 30 s; falling back to {second.BaseAddress}."));
    }

    [Test]
    public async Task Client_created_without_dependency_injection_logs_to_its_logger_factory()
    {
        using var log = new LogBook();
        using var factory = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(log));
        Options.LoggerFactory = factory;

        await Client.CreateAsync("Hi", cancellationToken: Guard);

        log.Lines.Should().OnlyContain(line => line.Category == "ChatSdk").And.HaveCount(2);
    }

    private static IEnumerable<(int Id, LogLevel Level, string Text)> LinesOf(LogBook log) =>
        log.Lines.Where(line => line.Category == "ChatSdk").Select(line => (line.EventId, line.Level, line.Text.Split('\n')[0]));

    private ServiceProvider Build(LogBook log, Action<IHttpClientBuilder>? add = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(log));
        services.AddDistributedMemoryCache();
        var builder = services.AddChatClient(options => (options.BaseAddress, options.Model, options.RetryDelay) = (Server.BaseAddress, "m", TimeSpan.Zero));
        add?.Invoke(builder);
        return services.BuildServiceProvider();
    }
}
