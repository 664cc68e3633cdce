using System.Threading.RateLimiting;

namespace ChatSdk.Tests.Calls.Limits;

/// <summary>Tests rate limiters that the caller supplies, including those that fail.</summary>
[TestFixture]
public sealed class CallersLimiterTests : RateLimitTest
{
    [SetUp]
    public void CountCharacters()
    {
        Options.RateLimits = new();
        Options.TokenCounter = text => text.Length;
    }

    [Test]
    public async Task Client_acquires_one_permit_per_request_and_one_per_token()
    {
        using var requests = new StubLimiter((_, _) => new(StubLimiter.Granted));
        using var tokens = new StubLimiter((_, _) => new(StubLimiter.Granted));
        Options.RateLimits = new() { RequestLimiter = requests, TokenLimiter = tokens };

        await Client.CreateAsync("123456", cancellationToken: Guard);

        requests.Permits.Should().Equal(1);
        tokens.Permits.Should().Equal(4 + 6);
    }

    [Test]
    public async Task Partitioned_limiter_receives_the_name_of_the_model()
    {
        List<string> models = [];
        using var limiter = PartitionedRateLimiter.Create<string, string>(model =>
        {
            models.Add(model);
            return RateLimitPartition.GetNoLimiter(model);
        });
        Options.RateLimits = new() { RequestLimiterByModel = limiter, TokenLimiterByModel = limiter };

        await Client.CreateAsync(_hello with { Model = "large" }, cancellationToken: Guard);

        models.Should().Equal("large", "large");
    }

    [Test]
    public async Task Permit_is_held_until_the_stream_is_disposed()
    {
        using var limiter = new ConcurrencyLimiter(new() { PermitLimit = 1, QueueLimit = 1 });
        Options.RateLimits!.RequestLimiter = limiter;
        var stream = Client.CreateStreamAsync("Hi", cancellationToken: Guard).GetAsyncEnumerator(Guard);
        await stream.MoveNextAsync();
        var next = Client.CreateAsync("Hi", cancellationToken: Guard);

        next.IsCompleted.Should().BeFalse();
        Server.Requests.Should().ContainSingle();
        await stream.DisposeAsync();

        (await next).Should().NotBeNull();
    }

    [Test]
    public async Task Permit_is_returned_after_a_failure()
    {
        using var limiter = new ConcurrencyLimiter(new() { PermitLimit = 1 });
        Options.RateLimits!.RequestLimiter = limiter;
        Server.AnswersError(400, "No.").AnswersText("Hi");
        await FluentActions.Awaiting(() => Client.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ChatApiException>();

        (await Client.CreateAsync("Hi", cancellationToken: Guard)).Text.Should().Be("Hi");
    }

    [TestCase(7000, 25)]
    [TestCase(10, 10)]
    [TestCase(0, 1)]
    [TestCase(null, 25)]
    public async Task Denied_permit_is_requested_again_after_at_most_25_milliseconds(int? retryAfter, int milliseconds)
    {
        var isDenied = false;
        using var limiter = new StubLimiter((_, _) => new((isDenied = !isDenied) ? StubLimiter.Denied(retryAfter is { } time ? TimeSpan.FromMilliseconds(time) : null) : StubLimiter.Granted));
        Options.RateLimits!.RequestLimiter = limiter;
        var call = Client.CreateAsync("Hi", cancellationToken: Guard);

        Time.Advance(await Time.NextTimerAsync(left => left == TimeSpan.FromMilliseconds(milliseconds), Guard));

        (await call).Should().NotBeNull();
        limiter.Permits.Should().Equal(1, 1);
    }

    [Test]
    public async Task Request_with_more_tokens_than_the_limiter_can_grant_is_sent()
    {
        using var limiter = new TokenBucketRateLimiter(new() { TokenLimit = 300, TokensPerPeriod = 1, ReplenishmentPeriod = TimeSpan.FromHours(1), AutoReplenishment = false });
        Options.RateLimits!.TokenLimiter = limiter;

        (await Client.CreateAsync(new string('x', 1000), cancellationToken: Guard)).Should().NotBeNull();

        limiter.GetStatistics()!.CurrentAvailablePermits.Should().BeLessThan(150);
    }

    [Test]
    public async Task Exception_names_the_limiter_that_failed()
    {
        using var limiter = new StubLimiter((_, _) => throw new IOException("Redis is down."));
        Options.RateLimits!.RequestLimiter = limiter;

        var call = () => Client.CreateAsync("Hi", cancellationToken: Guard);

        (await call.Should().ThrowAsync<InvalidOperationException>().WithMessage("*RateLimits.RequestLimiter failed (IOException)*")).WithInnerException<IOException>();
        Server.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Exception_names_the_model_whose_limiter_failed()
    {
        var limiter = new ConcurrencyLimiter(new() { PermitLimit = 1 });
        await limiter.DisposeAsync();
        Options.RateLimits!.Models["m"] = new() { TokenLimiter = limiter };

        var call = () => Client.CreateAsync("Hi", cancellationToken: Guard);

        await call.Should().ThrowAsync<InvalidOperationException>().WithMessage("*RateLimits.Models[\"m\"].TokenLimiter failed (ObjectDisposedException)*");
    }

    [Test]
    public async Task Overall_timeout_ends_the_wait_for_a_limiter_that_hangs()
    {
        using var limiter = new StubLimiter((_, _) => new(new TaskCompletionSource<RateLimitLease>().Task));
        Options.RateLimits!.RequestLimiter = limiter;
        Options.OverallTimeout = TimeSpan.FromSeconds(5);
        var call = Client.CreateAsync("Hi", cancellationToken: Guard);

        Time.Advance(await Time.NextTimerAsync(left => left == TimeSpan.FromSeconds(5), Guard));

        await FluentActions.Awaiting(() => call).Should().ThrowAsync<ChatTimeoutException>().WithMessage("*5 s (OverallTimeout). It was still waiting for a rate limit*");
    }

    [Test]
    public async Task Limiter_that_blocks_its_thread_does_not_block_a_canceled_call()
    {
        using var isReleased = new ManualResetEventSlim();
        using var limiter = new StubLimiter((_, _) =>
        {
            isReleased.Wait(CancellationToken.None);
            return new(StubLimiter.Granted);
        });
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Guard);
        Options.RateLimits!.RequestLimiter = limiter;
        var call = Client.CreateAsync("Hi", cancellationToken: caller.Token);

        await caller.CancelAsync();

        await FluentActions.Awaiting(() => call).Should().ThrowAsync<OperationCanceledException>();
        isReleased.Set();
    }
}
