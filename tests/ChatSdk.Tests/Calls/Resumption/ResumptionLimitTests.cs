using ChatSdk.Testing;

namespace ChatSdk.Tests.Resumption;

/// <summary>Tests the limits of resumption: the number of requests, the delays and the timeouts.</summary>
[TestFixture]
public sealed class ResumptionLimitTests : ResumptionTest
{
    private readonly ManualTime _time = new();

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    public async Task Stream_is_resumed_at_most_the_configured_number_of_times(int max)
    {
        Options.MaxStreamResumptions = max;
        Breaks("a");
        Breaks("b");
        Breaks("c");
        Server.Streams("d");

        var failure = await ReadToBreakAsync(_hello);

        failure.Partial!.Text.Should().Be("abc"[..(max + 1)]);
        failure.Attempts.Should().Be(max + 1);
        Server.Requests.Should().HaveCount(max + 1);
    }

    [Test]
    public async Task Request_for_the_rest_of_a_stream_is_repeated_after_a_transient_error()
    {
        Breaks("Hel");
        Server.AnswersError(503, "Not yet.").Streams("lo");

        var answer = await CompleteAsync();

        answer.Text.Should().Be("Hello");
        Server.Requests.Should().HaveCount(3);
    }

    [Test]
    public async Task Failed_requests_for_the_rest_of_a_stream_count_as_resumptions()
    {
        Options.MaxRetries = 5;
        Breaks("Hel");
        Server.AnswersError(503, "Not yet.").AnswersError(503, "Not yet.").Streams("lo");

        var failure = await ReadToBreakAsync(_hello);

        (failure.Partial!.Text, failure.Attempts).Should().Be(("Hel", 3));
    }

    [Test]
    public async Task Resumption_that_delivers_no_text_is_repeated()
    {
        Breaks("Hel");
        Server.Answers(FakeAnswer.Events(Role).ThenCuts()).Streams("lo");

        var answer = await CompleteAsync();

        answer.Text.Should().Be("Hello");
        Sent(2).Text.Should().Be("Hel");
    }

    [Test]
    public async Task Rejected_request_for_the_rest_of_a_stream_throws_the_original_connection_exception()
    {
        Server.Answers(FakeAnswer.Events(Piece("Hel")).WithHeader("x-request-id", "req-1").ThenCuts());
        Server.Answers(FakeAnswer.Error(400, "The last message must be from the user.").WithHeader("x-request-id", "req-2"));

        var failure = await ReadToBreakAsync(_hello);

        (failure.Partial!.Text, failure.Attempts, failure.RequestId).Should().Be(("Hel", 2, "req-1"));
        Server.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Error_event_before_the_rest_of_a_stream_throws_the_original_connection_exception()
    {
        Breaks("Hel");
        Server.Answers(FakeAnswer.Events(Role, """{"error":{"message":"No prefill.","type":"invalid_request_error"}}"""));

        var failure = await ReadToBreakAsync(_hello);

        failure.Partial!.Text.Should().Be("Hel");
        Server.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Request_for_the_rest_of_a_stream_is_not_repeated_if_the_server_requests_a_delay_that_is_too_long()
    {
        Breaks("Hel");
        Server.Answers(FakeAnswer.Error(429, "Slow down.").WithHeader("Retry-After", "3600")).Streams("lo");

        var failure = await ReadToBreakAsync(_hello);

        failure.Partial!.Text.Should().Be("Hel");
        Server.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Exhausted_retry_budget_ends_resumption()
    {
        Breaks("Hel");
        Server.AnswersAlways(FakeAnswer.Drop());
        Options.MaxStreamResumptions = 1000;

        var failure = await ReadToBreakAsync(_hello);

        failure.Attempts.Should().BeInRange(90, 110, "the budget allows about 100 retries");
    }

    [Test]
    public async Task Failure_to_supply_the_key_again_throws_the_original_connection_exception()
    {
        var calls = 0;
        Options.ApiKeyProvider = _ => calls++ == 0 ? Task.FromResult("key") : throw new InvalidOperationException("The vault is closed.");
        Breaks("Hel");

        var failure = await ReadToBreakAsync(_hello);

        failure.Partial!.Text.Should().Be("Hel");
        calls.Should().Be(2);
    }

    [Test]
    public async Task Rest_of_a_stream_is_requested_after_a_delay()
    {
        (Options.TimeProvider, Options.RetryDelay, Options.AttemptTimeout) = (_time, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        Options.StreamIdleTimeout = Timeout.InfiniteTimeSpan;
        Breaks("Hel");
        Server.Streams("lo");

        var reading = CompleteAsync();
        var wait = await _time.NextTimerAsync(TimeSpan.FromSeconds(0.75), Guard);
        Server.Requests.Should().ContainSingle();
        _time.Advance(wait);

        (await reading).Text.Should().Be("Hello");
        wait.Should().BeLessThanOrEqualTo(TimeSpan.FromSeconds(1));
    }

    [Test]
    public async Task Stream_that_was_silent_for_too_long_is_resumed()
    {
        (Options.TimeProvider, Options.AttemptTimeout) = (_time, Timeout.InfiniteTimeSpan);
        Server.Streams("Hel").ThenHangs().Streams("lo");

        var reading = CompleteAsync();
        await Server.NextRequestAsync(Guard);
        _time.Advance(await _time.NextTimerAsync(Options.StreamIdleTimeout, Guard));

        (await reading).Text.Should().Be("Hello");
        await Server.Requests[0].ClientDisconnected.WaitAsync(Guard);
    }

    [Test]
    public async Task Stream_that_sends_no_event_for_too_long_is_resumed()
    {
        (Options.TimeProvider, Options.AttemptTimeout, Options.StreamIdleTimeout) = (_time, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Options.EventIdleTimeout = TimeSpan.FromSeconds(60);
        Server.Streams("Hel").ThenHangs().Streams("lo");

        var reading = CompleteAsync();
        await Server.NextRequestAsync(Guard);
        _time.Advance(await _time.NextTimerAsync(Options.EventIdleTimeout, Guard));

        (await reading).Text.Should().Be("Hello");
        await Server.Requests[0].ClientDisconnected.WaitAsync(Guard);
    }

    [Test]
    public async Task Attempt_timeout_applies_to_each_request_for_the_rest_of_a_stream()
    {
        (Options.TimeProvider, Options.StreamIdleTimeout) = (_time, Timeout.InfiniteTimeSpan);
        Breaks("Hel");
        Server.Answers(FakeAnswer.Silence()).Streams("lo");

        var reading = CompleteAsync();
        await Server.NextRequestAsync(Guard);
        await Server.NextRequestAsync(Guard);
        _time.Advance(Options.AttemptTimeout);

        (await reading).Text.Should().Be("Hello");
    }

    [Test]
    public async Task Overall_timeout_ends_resumption_with_the_partial_answer()
    {
        (Options.TimeProvider, Options.StreamIdleTimeout, Options.OverallTimeout) = (_time, Timeout.InfiniteTimeSpan, TimeSpan.FromSeconds(100));
        Breaks("Hel");
        Server.Answers(FakeAnswer.Silence());

        var reading = CompleteAsync();
        await Server.NextRequestAsync(Guard);
        await Server.NextRequestAsync(Guard);
        _time.Advance(TimeSpan.FromSeconds(100));

        var failure = (await FluentActions.Awaiting(() => reading).Should().ThrowAsync<ChatTimeoutException>()).Which;
        (failure.Kind, failure.Partial!.Text).Should().Be((ChatTimeoutKind.Overall, "Hel"));
    }

    [Test]
    public async Task Stream_is_not_resumed_if_the_delay_exceeds_the_overall_timeout()
    {
        (Options.RetryDelay, Options.OverallTimeout) = (TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(7));
        (Options.TimeProvider, Options.StreamIdleTimeout) = (_time, Timeout.InfiniteTimeSpan);
        Breaks("Hel");

        var failure = await ReadToBreakAsync(_hello);

        failure.Partial!.Text.Should().Be("Hel");
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Caller_can_cancel_while_the_rest_of_a_stream_is_requested()
    {
        using var caller = new CancellationTokenSource();
        Breaks("Hel");
        Server.Answers(FakeAnswer.Silence());

        var reading = Client.CreateStreamAsync(_hello, cancellationToken: caller.Token).ToCompletionAsync(Guard);
        await Server.NextRequestAsync(Guard);
        await Server.NextRequestAsync(Guard);
        await caller.CancelAsync();

        var failure = (await FluentActions.Awaiting(() => reading).Should().ThrowAsync<OperationCanceledException>()).Which;
        failure.CancellationToken.Should().Be(caller.Token);
        await Server.Requests[1].ClientDisconnected.WaitAsync(Guard);
    }
}
