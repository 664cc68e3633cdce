using ChatSdk.Testing;

namespace ChatSdk.Tests.Resumption;

/// <summary>Tests how often, how long and until when the rest of a stream is requested.</summary>
[TestFixture]
public sealed class ResumptionLimitTests : ResumptionTest
{
    private readonly ManualTime _time = new();

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    public async Task Stream_is_resumed_so_many_times_at_most(int most)
    {
        Options.MaxStreamResumptions = most;
        Breaks("a");
        Breaks("b");
        Breaks("c");
        Server.Streams("d");

        var failure = await BreakOfAsync(_hello);

        failure.Partial!.Text.Should().Be("abc"[..(most + 1)]);
        failure.Attempts.Should().Be(most + 1);
        Server.Requests.Should().HaveCount(most + 1);
    }

    [Test]
    public async Task Request_for_the_rest_that_may_succeed_later_is_repeated()
    {
        Breaks("Hel");
        Server.AnswersError(503, "Not yet.").Streams("lo");

        var answer = await CompleteAsync();

        answer.Text.Should().Be("Hello");
        Server.Requests.Should().HaveCount(3);
    }

    [Test]
    public async Task Failed_requests_count()
    {
        Options.MaxRetries = 5;
        Breaks("Hel");
        Server.AnswersError(503, "Not yet.").AnswersError(503, "Not yet.").Streams("lo");

        var failure = await BreakOfAsync(_hello);

        (failure.Partial!.Text, failure.Attempts).Should().Be(("Hel", 3));
    }

    [Test]
    public async Task Part_of_which_nothing_was_delivered_counts_as_failed()
    {
        Breaks("Hel");
        Server.Answers(FakeAnswer.Events(Role).ThenCuts()).Streams("lo");

        var answer = await CompleteAsync();

        answer.Text.Should().Be("Hello");
        Sent(2).Text.Should().Be("Hel");
    }

    [Test]
    public async Task Refusal_of_the_rest_is_reported_as_the_break_that_it_follows()
    {
        Server.Answers(FakeAnswer.Events(Piece("Hel")).WithHeader("x-request-id", "req-1").ThenCuts());
        Server.Answers(FakeAnswer.Error(400, "The last message must be from the user.").WithHeader("x-request-id", "req-2"));

        var failure = await BreakOfAsync(_hello);

        (failure.Partial!.Text, failure.Attempts, failure.RequestId).Should().Be(("Hel", 2, "req-1"));
        Server.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Error_before_the_text_of_the_rest_is_a_refusal_too()
    {
        Breaks("Hel");
        Server.Answers(FakeAnswer.Events(Role, """{"error":{"message":"No prefill.","type":"invalid_request_error"}}"""));

        var failure = await BreakOfAsync(_hello);

        failure.Partial!.Text.Should().Be("Hel");
        Server.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Wait_that_is_too_long_is_not_begun()
    {
        Breaks("Hel");
        Server.Answers(FakeAnswer.Error(429, "Slow down.").WithHeader("Retry-After", "3600")).Streams("lo");

        var failure = await BreakOfAsync(_hello);

        failure.Partial!.Text.Should().Be("Hel");
        Server.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Exhausted_retry_budget_ends_resumption()
    {
        Breaks("Hel");
        Server.AnswersAlways(FakeAnswer.Drop());
        Options.MaxStreamResumptions = 1000;

        var failure = await BreakOfAsync(_hello);

        failure.Attempts.Should().BeInRange(90, 110);
    }

    [Test]
    public async Task Key_that_cannot_be_supplied_again_is_reported_as_the_break()
    {
        var calls = 0;
        Options.ApiKeyProvider = _ => calls++ == 0 ? Task.FromResult("key") : throw new InvalidOperationException("The vault is closed.");
        Breaks("Hel");

        var failure = await BreakOfAsync(_hello);

        failure.Partial!.Text.Should().Be("Hel");
        calls.Should().Be(2);
    }

    [Test]
    public async Task Rest_is_requested_after_a_delay()
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
    public async Task Stream_without_an_event_for_too_long_is_resumed()
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
    public async Task Each_request_for_the_rest_has_the_time_of_an_attempt()
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
    public async Task Overall_time_ends_resumption_with_what_was_received()
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
    public async Task Delay_beyond_the_overall_time_is_not_begun()
    {
        (Options.RetryDelay, Options.OverallTimeout) = (TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(7));
        (Options.TimeProvider, Options.StreamIdleTimeout) = (_time, Timeout.InfiniteTimeSpan);
        Breaks("Hel");

        var failure = await BreakOfAsync(_hello);

        failure.Partial!.Text.Should().Be("Hel");
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Caller_may_cancel_while_the_rest_is_requested()
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
