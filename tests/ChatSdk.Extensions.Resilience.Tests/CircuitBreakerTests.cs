using ChatSdk.Testing;
using Microsoft.Extensions.DependencyInjection;
using Polly.CircuitBreaker;

namespace ChatSdk.Extensions.Resilience.Tests;

[TestFixture]
public sealed class CircuitBreakerTests : ResilienceTest
{
    private static readonly TimeSpan _break = TimeSpan.FromSeconds(30);

    [Test]
    public async Task Open_circuit_rejects_calls_without_a_request_or_a_retry()
    {
        Server.AnswersAlways(FakeAnswer.Error(503, "Down."));
        var client = Timed(options => Break(options, retries: 5));

        var failure = await FailAsync<ChatConnectionException>(client);
        await ShouldRejectAsync(client, ChatConnectionErrorKind.CircuitOpen);

        (failure.Kind, failure.Attempts, failure.IsRetryable).Should().Be((ChatConnectionErrorKind.CircuitOpen, 2, true));
        failure.InnerException.Should().BeAssignableTo<BrokenCircuitException>();
        Server.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Rate_limit_wait_that_exceeds_the_overall_timeout_does_not_open_the_circuit()
    {
        Server.AnswersAlways(FakeAnswer.Text("Hello."));
        var client = Timed(options => Break(options, retries: 5), client: options => options.RateLimits = new() { RequestsPerMinute = 1 });
        await client.CreateAsync("Hi", cancellationToken: Guard);

        for (var call = 0; call < 3; call++)
        {
            var failure = await FailAsync<ChatTimeoutException>(client, new ChatCallOptions { OverallTimeout = TimeSpan.FromSeconds(10) });
            failure.Message.Should().Contain("RateLimits");
        }

        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task First_call_after_the_break_determines_whether_the_circuit_opens_again_or_closes()
    {
        Server.AnswersError(503, "Down.").AnswersError(503, "Down.").AnswersError(503, "Still down.").AnswersText("Hello.").AnswersText("Again.");
        var client = Timed(options => Break(options));
        await FailAsync<ChatApiException>(client);
        await FailAsync<ChatApiException>(client);
        await ShouldRejectAsync(client, ChatConnectionErrorKind.CircuitOpen);

        Time.Advance(_break);
        await FailAsync<ChatApiException>(client);
        await ShouldRejectAsync(client, ChatConnectionErrorKind.CircuitOpen);
        Time.Advance(_break);
        var answers = new[] { await client.CreateAsync("Hi", cancellationToken: Guard), await client.CreateAsync("Hi", cancellationToken: Guard) };

        answers.Select(answer => answer.Text).Should().Equal("Hello.", "Again.");
        Server.Requests.Should().HaveCount(5);
    }

    [Test]
    public async Task Calls_with_options_and_streamed_calls_share_the_circuit_for_a_server()
    {
        Server.AnswersAlways(FakeAnswer.Error(503, "Down."));
        var client = Timed(options => Break(options));
        await FailAsync<ChatApiException>(client, new ChatCallOptions { Headers = { ["x-own"] = "1" } });
        await FailAsync<ChatApiException>(() => StreamAsync(client));

        await ShouldRejectAsync(client, ChatConnectionErrorKind.CircuitOpen);
        await ShouldRejectAsync(client, ChatConnectionErrorKind.CircuitOpen, new ChatCallOptions { MaxRetries = 3, Query = { ["api-version"] = "2" } });

        Server.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Each_server_has_its_own_circuit()
    {
        await using var other = await FakeChatServer.StartAsync(Guard);
        Server.AnswersAlways(FakeAnswer.Error(503, "Down."));
        other.AnswersText("Hello.");
        var client = Timed(options => Break(options));
        await FailAsync<ChatApiException>(client);
        await FailAsync<ChatApiException>(client);

        await ShouldRejectAsync(client, ChatConnectionErrorKind.CircuitOpen);
        var answer = await client.CreateAsync("Hi", new ChatCallOptions { BaseAddress = other.BaseAddress }, Guard);

        answer.Text.Should().Be("Hello.");
    }

    [Test]
    public async Task Fallback_server_is_used_without_a_request_to_a_server_whose_circuit_is_open()
    {
        await using var other = await FakeChatServer.StartAsync(Guard);
        Server.AnswersError(500, "Down.").AnswersError(500, "Down.").AnswersText("First.");
        other.AnswersAlways(FakeAnswer.Text("Second."));
        var client = Timed(options => Break(options), builder => builder.AddFallback(options => options.Servers.Add(new() { BaseAddress = other.BaseAddress, Model = "m" })));
        await FailAsync<ChatApiException>(client);
        await FailAsync<ChatApiException>(client);

        var during = await client.CreateAsync("Hi", cancellationToken: Guard);
        Time.Advance(_break);
        var after = await client.CreateAsync("Hi", cancellationToken: Guard);

        (during.Text, after.Text).Should().Be(("Second.", "First."));
        (Server.Requests.Count, other.Requests.Count).Should().Be((3, 1));
    }

    [Test]
    public async Task Call_fails_at_once_if_all_circuits_are_open()
    {
        await using var other = await FakeChatServer.StartAsync(Guard);
        Server.AnswersAlways(FakeAnswer.Error(503, "Down."));
        other.AnswersAlways(FakeAnswer.Error(503, "Down."));
        var client = Timed(options => Break(options), builder => builder.AddFallback(options => options.Servers.Add(new() { BaseAddress = other.BaseAddress, Model = "m" })));
        await FailAsync<ChatApiException>(client);
        await FailAsync<ChatApiException>(client);

        await ShouldRejectAsync(client, ChatConnectionErrorKind.CircuitOpen);

        (Server.Requests.Count, other.Requests.Count).Should().Be((2, 2));
    }

    [Test]
    public async Task Rate_limits_and_invalid_requests_do_not_open_the_circuit()
    {
        Server.AnswersError(429, "Slow down.").AnswersError(429, "Slow down.").AnswersError(400, "Wrong.").AnswersError(400, "Wrong.").AnswersText("Hello.");
        var client = Timed(options => Break(options));
        for (var call = 0; call < 4; call++)
        {
            await FluentActions.Awaiting(() => client.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ChatApiException>();
        }

        (await client.CreateAsync("Hi", cancellationToken: Guard)).Text.Should().Be("Hello.");
    }

    [Test]
    public async Task Interrupted_bodies_and_errors_with_status_200_open_the_circuit()
    {
        Server.Answers(FakeAnswer.Bytes("{"u8.ToArray(), "application/json").ThenResets()).Answers(FakeAnswer.Json("""{"error":{"message":"Overloaded","type":"overloaded_error"}}"""));
        var client = Timed(options => Break(options));
        await FailAsync<ChatConnectionException>(client);
        await FailAsync<ChatApiException>(client);

        await ShouldRejectAsync(client, ChatConnectionErrorKind.CircuitOpen);
    }

    private static void Break(ChatResilienceOptions options, int retries = 0)
    {
        options.Retry.MaxRetryAttempts = retries;
        options.CircuitBreaker.MinimumThroughput = 2;
        options.CircuitBreaker.BreakDuration = _break;
    }
}
