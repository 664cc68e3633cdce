using ChatSdk.Testing;

namespace ChatSdk.Tests.Calls.Limits;

/// <summary>Tests that requests wait until the client's rate limits permit them, so that the server does not reject them.</summary>
[TestFixture]
public sealed class RateLimitTests : RateLimitTest
{
    [SetUp]
    public void LimitRequests() => Options.RateLimits = new() { RequestsPerMinute = OnePerSecond };

    [Test]
    public async Task Waiting_requests_are_sent_in_order()
    {
        await SendAsync("0");
        var calls = Enumerable.Range(1, 4).Select(number => SendAsync($"{number}")).ToList();

        for (var number = 1; number <= 4; number++)
        {
            await PassAsync(1);
            await calls[number - 1];
            Server.Requests.Should().HaveCount(number + 1);
        }

        Server.Requests.Select(request => request.Chat!.Messages[0].Text).Should().Equal("0", "1", "2", "3", "4");
    }

    [Test]
    public async Task Retry_waits_like_any_other_request()
    {
        Options.MaxRetries = 1;
        Server.AnswersError(503, "Busy.").AnswersText("Hi");
        var call = SendAsync("Hi");

        var wait = await WaitAsync(1);

        Server.Requests.Should().ContainSingle();
        Time.Advance(wait);
        (await call).Text.Should().Be("Hi");
    }

    [Test]
    public async Task Second_round_of_a_tool_run_waits_like_any_other_request()
    {
        Server.CallsTool("Now", "{}").AnswersText("Noon.");
        var request = new ChatCompletionRequest { Messages = [ChatMessage.User("Hi")], Tools = [ChatTool.FromDelegate(Now)] };
        var run = Client.RunToolsAsync(request, cancellationToken: Guard);

        await PassAsync(1);

        (await run).Text.Should().Be("Noon.");
    }

    [Test]
    public async Task Bulk_requests_are_not_rejected()
    {
        const int Count = 60;
        var accepted = new Bulk.TokenBucket(Time, perSecond: 1, capacity: 2);
        Server.GivenRequest(_ => accepted.TryTake()).AnswersJson(Hi);
        Server.AnswersAlways(FakeAnswer.Error(429, "Slow down."));
        var all = CollectAsync(Client.CreateManyAsync(Enumerable.Range(0, Count).Select(number => $"{number}"), maxConcurrency: 16));

        await Server.NextRequestAsync(Guard);

        for (var number = 1; number < Count; number++)
        {
            await PassAsync(1);
            await Server.NextRequestAsync(Guard);
        }

        (await all).Should().HaveCount(Count).And.OnlyContain(result => result.IsSuccess);
        Server.Requests.Should().HaveCount(Count, "none was rejected and sent again");
    }

    [Test]
    public async Task Wait_does_not_count_against_the_attempt_timeout()
    {
        Options.AttemptTimeout = TimeSpan.FromSeconds(0.5);
        await SendAsync("0");
        var call = SendAsync("1");

        await PassAsync(1);

        (await call).Should().NotBeNull();
    }

    [Test]
    public async Task Call_that_would_wait_longer_than_the_overall_timeout_fails_at_once()
    {
        await SendAsync("0");

        var call = () => SendAsync("1", new() { OverallTimeout = TimeSpan.FromSeconds(0.5) });

        var failure = (await call.Should().ThrowAsync<ChatTimeoutException>().WithMessage("*RateLimits*0.5 s of the OverallTimeout*")).Which;
        (failure.Kind, failure.Attempts).Should().Be((ChatTimeoutKind.Overall, 0));
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Overall_timeout_ends_the_wait_of_a_request_that_is_not_first_in_line()
    {
        await SendAsync("0");
        var first = SendAsync("1");
        var second = SendAsync("2", new() { OverallTimeout = TimeSpan.FromSeconds(0.5) });
        await Time.NextTimerAsync(left => left == TimeSpan.FromSeconds(0.5), Guard);

        Time.Advance(TimeSpan.FromSeconds(0.5));

        await FluentActions.Awaiting(() => second).Should().ThrowAsync<ChatTimeoutException>().WithMessage("*0.5 s (OverallTimeout). It was still waiting for a rate limit (RateLimits)*");
        await PassAsync(0.5);
        await first;
        Server.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Canceled_wait_does_not_delay_the_requests_after_it()
    {
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Guard);
        await SendAsync("0");
        var first = SendAsync("1", cancellationToken: caller.Token);
        var second = SendAsync("2");
        await WaitAsync(1);

        await caller.CancelAsync();

        await FluentActions.Awaiting(() => first).Should().ThrowAsync<OperationCanceledException>();
        await PassAsync(1);
        await second;
        Server.Requests.Select(request => request.Chat!.Messages[0].Text).Should().Equal("0", "2");
    }

    [Test]
    public async Task Model_with_its_own_limits_does_not_use_those_of_the_client()
    {
        Options.RateLimits!.Models["large"] = new() { RequestsPerMinute = OnePerSecond / 10 };
        await SendAsync("0");
        await SendAsync("0", model: "large");
        var large = SendAsync("1", model: "large");
        await WaitAsync(10);

        var other = SendAsync("1", model: "other");

        await PassAsync(1);
        await other;
        await PassAsync(9);
        await large;
    }

    [Test]
    public async Task Limits_of_the_first_server_do_not_apply_to_a_fallback_server()
    {
        await using var second = await FakeChatServer.StartAsync(Guard);
        Options.Fallback = new() { Servers = { new() { BaseAddress = second.BaseAddress } } };
        Server.AnswersError(503, "Busy.");

        await SendAsync("0");
        await SendAsync("1");

        second.Requests.Should().HaveCount(2, "neither call waited, because the limits are those of the first server");
    }

    [Test]
    public async Task Change_to_the_options_after_the_client_was_created_has_no_effect()
    {
        var client = Client;
        Options.RateLimits!.RequestsPerMinute = 1;
        Options.RateLimits.Models["m"] = new() { RequestsPerMinute = 1 };
        await client.CreateAsync("0", cancellationToken: Guard);
        var call = client.CreateAsync("1", cancellationToken: Guard);

        await PassAsync(1);

        (await call).Should().NotBeNull();
    }

    private static string Now() => "12:00";

    private Task<ChatCompletion> SendAsync(string prompt, ChatCallOptions? options = null, string? model = null, CancellationToken cancellationToken = default) =>
        Client.CreateAsync(new ChatCompletionRequest { Model = model, Messages = [ChatMessage.User(prompt)] }, options, cancellationToken == default ? Guard : cancellationToken);
}
