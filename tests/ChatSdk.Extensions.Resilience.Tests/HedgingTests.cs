using ChatSdk.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;

namespace ChatSdk.Extensions.Resilience.Tests;

[TestFixture]
public sealed class HedgingTests : ResilienceTest
{
    private static readonly TimeSpan _delay = TimeSpan.FromSeconds(8);

    [Test]
    public async Task Slow_answer_is_replaced_by_the_answer_to_a_second_request_and_the_first_connection_is_closed()
    {
        Server.Answers(FakeAnswer.Silence()).AnswersText("Second.").WithHeader("x-request-id", "r-2");
        var client = Hedged();

        var call = client.CreateAsync("Hi", cancellationToken: Guard);
        var first = await Server.NextRequestAsync(Guard);
        Time.Advance(await Time.NextTimerAsync(left => left == _delay, Guard));
        var answer = await call;

        (answer.Text, answer.Response!.RequestId).Should().Be(("Second.", "r-2"));
        await first.ClientDisconnected.WaitAsync(Guard);
        Server.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Stream_without_a_first_event_is_replaced_by_a_second_stream_and_the_first_connection_is_closed()
    {
        Server.Answers(FakeAnswer.Events().ThenHangs()).Streams("Hel", "lo.");
        var client = Hedged();

        var stream = StreamAsync(client);
        var first = await Server.NextRequestAsync(Guard);
        Time.Advance(await Time.NextTimerAsync(left => left == _delay, Guard));

        (await stream).Should().Be("Hello.");
        await first.ClientDisconnected.WaitAsync(Guard);
        Server.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task First_stream_continues_if_it_begins_before_the_second_one()
    {
        Server.Streams("Hel", "lo.").Answers(FakeAnswer.Silence());
        var first = new HeldResponse();
        var client = Hedged(add: builder => builder.AddHttpMessageHandler(() => first));

        var stream = StreamAsync(client);
        await Server.NextRequestAsync(Guard);
        Time.Advance(await Time.NextTimerAsync(left => left == _delay, Guard));
        var second = await Server.NextRequestAsync(Guard);
        first.Release();

        (await stream).Should().Be("Hello.");
        await second.ClientDisconnected.WaitAsync(Guard);
    }

    [Test]
    public async Task Failure_does_not_cause_hedging()
    {
        Server.AnswersAlways(FakeAnswer.Error(503, "Down."));
        var client = Hedged(options => options.Retry.MaxRetryAttempts = 1);

        var failure = await FailAsync<ChatApiException>(client);

        failure.Attempts.Should().Be(2);
        Server.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Failure_of_one_request_does_not_end_the_call_while_another_is_running()
    {
        Server.AnswersText("First.").AnswersError(503, "Down.").AnswersText("Third.");
        var first = new HeldResponse();
        var client = Hedged(options => (options.Retry.MaxRetryAttempts, options.Hedging!.MaxHedgedAttempts) = (0, 5), builder => builder.AddHttpMessageHandler(() => first));

        var call = client.CreateAsync("Hi", cancellationToken: Guard);
        await Server.NextRequestAsync(Guard);
        Time.Advance(await Time.NextTimerAsync(left => left == _delay, Guard));
        await first.SecondIsAnswered.WaitAsync(Guard);
        first.Release();

        (await call).Text.Should().Be("First.");
        Server.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task First_request_continues_if_the_budget_does_not_allow_a_second_one()
    {
        var budget = new ChatBudget { MaxRequests = 1 };
        Server.AnswersText("First.");
        var first = new HeldResponse();
        var client = Hedged(add: builder => builder.AddHttpMessageHandler(() => first), client: options => options.Budget = budget);

        var call = client.CreateAsync("Hi", cancellationToken: Guard);
        await Server.NextRequestAsync(Guard);
        Time.Advance(await Time.NextTimerAsync(left => left == _delay, Guard));
        first.Release();

        (await call).Text.Should().Be("First.");
        Server.Requests.Should().ContainSingle();
        budget.Spent.Requests.Should().Be(1);
    }

    [Test]
    public async Task Both_requests_count_toward_the_budget()
    {
        var budget = new ChatBudget { MaxRequests = 5 };
        Server.Answers(FakeAnswer.Silence()).AnswersText("Second.");
        var client = Hedged(client: options => options.Budget = budget);

        var call = client.CreateAsync("Hi", cancellationToken: Guard);
        var first = await Server.NextRequestAsync(Guard);
        Time.Advance(await Time.NextTimerAsync(left => left == _delay, Guard));
        await call;
        await first.ClientDisconnected.WaitAsync(Guard);

        budget.Spent.Requests.Should().Be(2);
    }

    [Test]
    public async Task Attempts_counts_all_requests_if_all_of_them_fail()
    {
        Server.AnswersError(503, "First.").AnswersError(500, "Second.");
        var first = new HeldResponse();
        var client = Hedged(options => options.Retry.MaxRetryAttempts = 0, builder => builder.AddHttpMessageHandler(() => first));

        var call = client.CreateAsync("Hi", cancellationToken: Guard);
        await Server.NextRequestAsync(Guard);
        Time.Advance(await Time.NextTimerAsync(left => left == _delay, Guard));
        await Server.NextRequestAsync(Guard);
        first.Release();

        (await FailAsync<ChatApiException>(() => call)).Attempts.Should().Be(2);
        Server.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Each_further_request_is_sent_after_the_delay()
    {
        Server.Answers(FakeAnswer.Silence()).Answers(FakeAnswer.Silence()).AnswersText("Third.");
        var client = Hedged(options => options.Hedging!.MaxHedgedAttempts = 2);

        var call = client.CreateAsync("Hi", cancellationToken: Guard);
        for (var request = 1; request <= 2; request++)
        {
            await Server.NextRequestAsync(Guard);
            Time.Advance(await Time.NextTimerAsync(left => left == _delay, Guard));
        }

        (await call).Text.Should().Be("Third.");
    }

    [Test]
    public async Task Answer_does_not_wait_for_a_request_that_ignores_its_cancellation_token()
    {
        Server.AnswersText("Second.");
        var stuck = new StuckHandler();
        var client = Hedged(add: builder => builder.AddHttpMessageHandler(() => stuck));

        var call = client.CreateAsync("Hi", cancellationToken: Guard);
        Time.Advance(await Time.NextTimerAsync(left => left == _delay, Guard));

        (await call).Text.Should().Be("Second.");
        stuck.Release.SetResult(new HttpResponseMessage());
    }

    [Test]
    public async Task Request_that_deletes_an_object_is_not_hedged()
    {
        Server.Answers(FakeAnswer.Json("""{"id":"c-1","object":"chat.completion.deleted","deleted":true}""").After(TimeSpan.FromMilliseconds(100)));
        var client = Resilient(options => options.Hedging = new() { Delay = TimeSpan.FromMilliseconds(1), MaxHedgedAttempts = 3 });

        var deletion = await client.DeleteStoredCompletionAsync("c-1", cancellationToken: Guard);

        deletion.Deleted.Should().BeTrue();
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Caller_can_cancel_all_requests()
    {
        Server.AnswersAlways(FakeAnswer.Silence());
        var client = Hedged();
        using var leaving = new CancellationTokenSource();

        var call = client.CreateAsync("Hi", cancellationToken: leaving.Token);
        var first = await Server.NextRequestAsync(Guard);
        Time.Advance(await Time.NextTimerAsync(left => left == _delay, Guard));
        var second = await Server.NextRequestAsync(Guard);
        await leaving.CancelAsync();

        (await call.Awaiting(it => it).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(leaving.Token);
        await Task.WhenAll(first.ClientDisconnected, second.ClientDisconnected).WaitAsync(Guard);
    }

    [Test]
    public async Task Custom_action_generator_can_decide_against_a_second_request()
    {
        Server.AnswersText("First.").After(TimeSpan.FromMilliseconds(100));
        var client = Resilient(options => options.Hedging = new HttpHedgingStrategyOptions { Delay = TimeSpan.FromMilliseconds(1), ActionGenerator = _ => null });

        var answer = await client.CreateAsync("Hi", cancellationToken: Guard);

        answer.Text.Should().Be("First.");
        Server.Requests.Should().ContainSingle();
    }

    private ChatClient Hedged(Action<ChatResilienceOptions>? configure = null, Action<IHttpClientBuilder>? add = null, Action<ChatClientOptions>? client = null) => Timed(
        options =>
        {
            options.Hedging = new HttpHedgingStrategyOptions { Delay = _delay };
            configure?.Invoke(options);
        },
        add,
        client);

    /// <summary>Holds the response to the first request until <see cref="Release"/> is called.</summary>
    private sealed class HeldResponse : DelegatingHandler
    {
        private readonly TaskCompletionSource _released = new();
        private readonly TaskCompletionSource _secondIsAnswered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _requests;

        public Task SecondIsAnswered => _secondIsAnswered.Task;

        public void Release() => _released.SetResult();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var isFirst = Interlocked.Increment(ref _requests) == 1;
            var response = await base.SendAsync(request, cancellationToken);
            if (isFirst)
            {
                await _released.Task.WaitAsync(cancellationToken);
            }
            else
            {
                _secondIsAnswered.TrySetResult();
            }

            return response;
        }
    }

    private sealed class StuckHandler : DelegatingHandler
    {
        private int _requests;

        public TaskCompletionSource<HttpResponseMessage> Release { get; } = new();

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Interlocked.Increment(ref _requests) == 1 ? Release.Task : base.SendAsync(request, cancellationToken);
    }
}
