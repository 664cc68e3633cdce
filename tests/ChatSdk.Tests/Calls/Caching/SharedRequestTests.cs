using System.Diagnostics.CodeAnalysis;
using ChatSdk.Testing;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;

namespace ChatSdk.Tests.Caching;

/// <summary>Tests that equal calls that run at the same time share one request.</summary>
[TestFixture]
[SuppressMessage("Reliability", "CA1001", Justification = "The semaphore has no wait handle to dispose.")]
public sealed class SharedRequestTests : CacheTest
{
    private readonly SemaphoreSlim _sent = new(0);
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Test]
    public async Task Equal_calls_share_one_request()
    {
        var client = NewBlocked(FakeAnswer.Text("Hello."));
        var calls = Enumerable.Range(0, 20).Select(_ => client.CreateAsync("Hi", cancellationToken: Guard)).ToList();
        await _sent.WaitAsync(Guard);

        _release.SetResult();
        var answers = await Task.WhenAll(calls);

        Server.Requests.Should().ContainSingle();
        answers.Should().OnlyContain(answer => answer.Text == "Hello.");
        answers.Count(answer => !answer.Response!.IsFromCache).Should().Be(1);
        answers.Distinct(ReferenceEqualityComparer.Instance).Should().HaveCount(20, "each call returns its own object");
    }

    [Test]
    public async Task Different_calls_and_streams_send_their_own_requests()
    {
        var client = NewBlocked(FakeAnswer.Text("Hello."));
        var first = client.CreateAsync("Hi", cancellationToken: Guard);
        await _sent.WaitAsync(Guard);

        var others = Task.WhenAll(
            client.CreateAsync("Hello", cancellationToken: Guard),
            client.CreateAsync("Hi", new() { Headers = { ["X-Team"] = "a" } }, Guard),
            client.CreateAsync("Hi", new() { UseResponseCache = false }, Guard));
        var streams = Task.WhenAll(ReadAsync(client.CreateStreamAsync("Hi", cancellationToken: Guard)), ReadAsync(client.CreateStreamAsync("Hi", cancellationToken: Guard)));

        for (var number = 0; number < 5; number++)
        {
            await _sent.WaitAsync(Guard);
        }

        _release.SetResult();
        await Task.WhenAll(first, others, streams);
        Server.Requests.Should().HaveCount(6);
    }

    [Test]
    public async Task Canceling_a_waiting_call_does_not_end_the_other_calls()
    {
        var client = NewBlocked(FakeAnswer.Text("Hello."));
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Guard);
        var first = client.CreateAsync("Hi", cancellationToken: Guard);
        await _sent.WaitAsync(Guard);
        var canceled = client.CreateAsync("Hi", cancellationToken: caller.Token);
        var other = client.CreateAsync("Hi", cancellationToken: Guard);

        await caller.CancelAsync();

        await FluentActions.Awaiting(() => canceled).Should().ThrowAsync<OperationCanceledException>();
        _release.SetResult();
        (await first).Text.Should().Be("Hello.");
        (await other).Text.Should().Be("Hello.");
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task One_of_the_waiting_calls_sends_the_request_again_if_the_first_call_is_canceled()
    {
        var client = NewCached();
        Server.Answers(FakeAnswer.Silence()).AnswersText("Hello.");
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Guard);
        var canceled = client.CreateAsync("Hi", cancellationToken: caller.Token);
        await Server.NextRequestAsync(Guard);
        var others = Task.WhenAll(Enumerable.Range(0, 5).Select(_ => client.CreateAsync("Hi", cancellationToken: Guard)));

        await caller.CancelAsync();

        await FluentActions.Awaiting(() => canceled).Should().ThrowAsync<OperationCanceledException>();
        (await others).Should().OnlyContain(answer => answer.Text == "Hello.");
        Server.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Waiting_call_sends_the_request_again_if_the_first_call_times_out()
    {
        var time = new ManualTime();
        var client = NewCached(client: options => options.TimeProvider = time);
        Server.Answers(FakeAnswer.Silence()).AnswersText("Hello.");
        var first = client.CreateAsync("Hi", new() { AttemptTimeout = TimeSpan.FromSeconds(5) }, Guard);
        await Server.NextRequestAsync(Guard);
        var other = client.CreateAsync("Hi", cancellationToken: Guard);

        time.Advance(TimeSpan.FromSeconds(5));

        await FluentActions.Awaiting(() => first).Should().ThrowAsync<ChatTimeoutException>();
        (await other).Text.Should().Be("Hello.");
    }

    [Test]
    public async Task Each_call_gets_its_own_exception_if_the_shared_request_fails()
    {
        var client = NewBlocked(FakeAnswer.Error(400, "No."));
        var calls = Enumerable.Range(0, 5).Select(_ => client.TryCreateAsync("Hi", cancellationToken: Guard)).ToList();
        await _sent.WaitAsync(Guard);

        _release.SetResult();
        var results = await Task.WhenAll(calls);

        results.Should().OnlyContain(result => result.Error is ChatApiException && result.Error.Message.Contains("No.", StringComparison.Ordinal));
        results.Select(result => result.Error).Distinct(ReferenceEqualityComparer.Instance).Should().HaveCount(5, "each call returns its own exception");
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Used_up_budget_of_one_call_does_not_affect_an_equal_call()
    {
        var budget = new ChatBudget { MaxRequests = 1 };
        var client = NewCached();
        Server.AnswersAlways(FakeAnswer.Text("Hello."));
        await client.CreateAsync("Hello", new() { Budget = budget }, Guard);
        Store.First = _ => _release.Task;
        var refused = client.CreateAsync("Hi", new() { Budget = budget }, Guard);
        var other = client.CreateAsync("Hi", cancellationToken: Guard);

        _release.SetResult();

        await FluentActions.Awaiting(() => refused).Should().ThrowAsync<ChatBudgetException>();
        (await other).Text.Should().Be("Hello.");
    }

    [TestCase(401, "Incorrect API key provided.")]
    [TestCase(503, "Busy.")]
    public async Task Error_for_a_call_with_its_own_key_does_not_affect_an_equal_call(int status, string message)
    {
        var client = NewBlocked(FakeAnswer.Text("Hello."));
        Server.GivenRequest(request => request.Headers.GetValueOrDefault("Authorization") == "Bearer other").AnswersError(status, message);
        var rejected = client.CreateAsync("Hi", new() { Headers = { ["Authorization"] = "Bearer other" } }, Guard);
        await _sent.WaitAsync(Guard);
        var other = client.CreateAsync("Hi", cancellationToken: Guard);

        _release.SetResult();

        await FluentActions.Awaiting(() => rejected).Should().ThrowAsync<ChatApiException>();
        (await other).Text.Should().Be("Hello.");
        Server.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Call_that_permits_more_retries_sends_its_own_request_after_a_transient_error()
    {
        Server.AnswersError(503, "Busy.");
        var client = NewBlocked(FakeAnswer.Text("Hello."));
        var first = client.CreateAsync("Hi", cancellationToken: Guard);
        await _sent.WaitAsync(Guard);
        var sameRetries = client.CreateAsync("Hi", cancellationToken: Guard);
        var moreRetries = client.CreateAsync("Hi", new() { MaxRetries = 1 }, Guard);

        _release.SetResult();

        await FluentActions.Awaiting(() => first).Should().ThrowAsync<ChatApiException>();
        await FluentActions.Awaiting(() => sameRetries).Should().ThrowAsync<ChatApiException>();
        (await moreRetries).Text.Should().Be("Hello.");
        Server.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Answer_that_is_too_large_to_be_shared_is_requested_by_each_call()
    {
        var client = NewBlocked(FakeAnswer.Text(new string('x', 1000)), options => options.MaxAnswerBytes = 100);
        var calls = Enumerable.Range(0, 3).Select(_ => client.CreateAsync("Hi", cancellationToken: Guard)).ToList();
        await _sent.WaitAsync(Guard);

        _release.SetResult();
        var answers = await Task.WhenAll(calls);

        answers.Should().OnlyContain(answer => answer.Text.Length == 1000);
        Server.Requests.Should().HaveCount(3);
    }

    [Test]
    public async Task Calls_share_a_request_while_the_store_is_down()
    {
        Store.First = _ => throw new IOException();
        var client = NewBlocked(FakeAnswer.Text("Hello."));
        var calls = Enumerable.Range(0, 3).Select(_ => client.CreateAsync("Hi", cancellationToken: Guard)).ToList();
        await _sent.WaitAsync(Guard);

        _release.SetResult();

        (await Task.WhenAll(calls)).Should().OnlyContain(answer => answer.Text == "Hello.");
        Server.Requests.Should().ContainSingle();
    }

    /// <summary>Creates a client whose requests are delayed until the test releases them.</summary>
    private ChatClient NewBlocked(FakeAnswer answer, Action<ChatResponseCacheOptions>? configure = null)
    {
        Server.AnswersAlways(answer);
        return NewProgram(services => services
            .AddSingleton<IDistributedCache>(Store)
            .AddChatClient(options => (options.BaseAddress, options.Model, options.MaxRetries) = (Server.BaseAddress, "m", 0))
            .AddHttpMessageHandler(() => new Gate(_sent, _release.Task))
            .AddResponseCache(configure)).GetRequiredService<ChatClient>();
    }

    private sealed class Gate(SemaphoreSlim sent, Task release) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            sent.Release();
            await release.WaitAsync(cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
