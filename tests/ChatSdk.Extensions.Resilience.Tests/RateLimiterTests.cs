using System.Threading.RateLimiting;
using ChatSdk.Testing;
using ChatSdk.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace ChatSdk.Extensions.Resilience.Tests;

[TestFixture]
public sealed class RateLimiterTests : ResilienceTest
{
    [Test]
    public async Task Call_beyond_the_limit_is_rejected_without_a_request_or_a_retry()
    {
        Server.Answers(FakeAnswer.Silence());
        var client = Resilient(options => options.RateLimiter.DefaultRateLimiterOptions.PermitLimit = 1);
        using var leaving = new CancellationTokenSource();
        var first = client.CreateAsync("Hi", cancellationToken: leaving.Token);
        await Server.NextRequestAsync(Guard);

        await ShouldRejectAsync(client, ChatConnectionErrorKind.RateLimiterRejected);

        await leaving.CancelAsync();
        await first.Awaiting(call => call).Should().ThrowAsync<OperationCanceledException>();
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Queued_call_is_sent_when_the_previous_one_has_ended()
    {
        Server.AnswersText("First.").After(TimeSpan.FromMilliseconds(50)).AnswersText("Second.");
        var client = Resilient(options => (options.RateLimiter.DefaultRateLimiterOptions.PermitLimit, options.RateLimiter.DefaultRateLimiterOptions.QueueLimit) = (1, 1));
        var first = client.CreateAsync("Hi", cancellationToken: Guard);
        await Server.NextRequestAsync(Guard);

        var second = client.CreateAsync("Hi", cancellationToken: Guard);

        (await Task.WhenAll(first, second)).Select(answer => answer.Text).Should().Equal("First.", "Second.");
    }

    [Test]
    public async Task Fallback_server_is_used_only_while_the_limiter_of_the_first_server_grants_no_permit()
    {
        await using var other = await FakeChatServer.StartAsync(Guard);
        other.AnswersText("Second.");
        Server.AnswersText("First.").AnswersText("First again.");
        var permits = new Queue<bool>([true, false]);
        var client = Resilient(
            options => options.RateLimiter.RateLimiter = _ => new(new Lease(!permits.TryDequeue(out var isFree) || isFree)),
            builder => builder.AddFallback(options => options.Servers.Add(new() { BaseAddress = other.BaseAddress, Model = "m" })));

        var texts = new List<string>();
        for (var call = 0; call < 3; call++)
        {
            texts.Add((await client.CreateAsync("Hi", cancellationToken: Guard)).Text);
        }

        texts.Should().Equal("First.", "Second.", "First again.");
    }

    [Test]
    public async Task Wait_for_a_limiter_that_does_not_respond_ends_with_the_attempt_timeout()
    {
        var client = Timed(options =>
        {
            options.Retry.MaxRetryAttempts = 0;
            options.AttemptTimeout.Timeout = TimeSpan.FromSeconds(20);
            options.RateLimiter.RateLimiter = _ => new(new TaskCompletionSource<RateLimitLease>().Task);
        });

        var call = client.CreateAsync("Hi", cancellationToken: Guard);
        Time.Advance(await Time.NextTimerAsync(TimeSpan.FromSeconds(20), Guard));

        (await FailAsync<ChatTimeoutException>(() => call)).Attempts.Should().Be(0);
        Server.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Attempt_timeout_of_a_call_ends_its_wait_for_a_limiter_that_does_not_respond()
    {
        var client = Timed(options =>
        {
            options.Retry.MaxRetryAttempts = 0;
            options.RateLimiter.RateLimiter = _ => new(new TaskCompletionSource<RateLimitLease>().Task);
        });

        var call = client.CreateAsync("Hi", new() { AttemptTimeout = TimeSpan.FromSeconds(5) }, Guard);
        Time.Advance(await Time.NextTimerAsync(left => left == TimeSpan.FromSeconds(5), Guard));

        await FailAsync<ChatTimeoutException>(() => call);
    }

    [Test]
    public async Task Limiter_that_blocks_its_thread_is_abandoned_after_the_attempt_timeout()
    {
        using var isReleased = new ManualResetEventSlim();
        var lease = new Lease(isAcquired: true);
        var client = Timed(options =>
        {
            options.Retry.MaxRetryAttempts = 0;
            options.AttemptTimeout.Timeout = TimeSpan.FromSeconds(20);
            options.RateLimiter.RateLimiter = _ =>
            {
                isReleased.Wait(CancellationToken.None);
                return new(lease);
            };
        });

        var call = Task.Run(() => client.CreateAsync("Hi", cancellationToken: Guard), Guard);
        Time.Advance(await Time.NextTimerAsync(TimeSpan.FromSeconds(20), Guard));

        (await FailAsync<ChatTimeoutException>(() => call)).Attempts.Should().Be(0);
        isReleased.Set();
        await lease.Disposed.Task.WaitAsync(Guard);
    }

    [Test]
    public async Task Call_that_waits_for_a_permit_can_be_canceled()
    {
        var late = new TaskCompletionSource<RateLimitLease>();
        var client = Resilient(options => options.RateLimiter.RateLimiter = _ => new(late.Task));
        using var leaving = new CancellationTokenSource();

        var call = client.CreateAsync("Hi", cancellationToken: leaving.Token);
        await leaving.CancelAsync();

        (await call.Awaiting(it => it).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(leaving.Token);
        var lease = new Lease(isAcquired: true);
        late.SetResult(lease);
        await lease.Disposed.Task.WaitAsync(Guard);
    }

    [Test]
    public async Task Exception_from_a_limiter_after_the_caller_canceled_is_observed()
    {
        using var unobserved = new UnobservedExceptions<InvalidTimeZoneException>();

        await CancelBeforeTheLimiterThrowsAsync();

        (await unobserved.CountAsync(Guard)).Should().Be(0);
    }

    [Test]
    public async Task Exception_from_a_limiter_is_thrown_unchanged()
    {
        var client = Resilient(options => options.RateLimiter.RateLimiter = _ => throw new NotSupportedException("mine"));

        (await FailAsync<NotSupportedException>(client)).Message.Should().Be("mine");
    }

    // A method of its own, so that the garbage collector can free its tasks when it has ended.
    private async Task CancelBeforeTheLimiterThrowsAsync()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var late = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var client = Resilient(options => options.RateLimiter.RateLimiter = async _ =>
        {
            begun.SetResult();
            await late.Task;
            throw new InvalidTimeZoneException();
        });
        using var leaving = new CancellationTokenSource();
        var call = client.CreateAsync("Hi", cancellationToken: leaving.Token);
        await begun.Task.WaitAsync(Guard);

        await leaving.CancelAsync();

        await call.Awaiting(it => it).Should().ThrowAsync<OperationCanceledException>();
        late.SetResult();
    }

    private sealed class Lease(bool isAcquired) : RateLimitLease
    {
        public TaskCompletionSource Disposed { get; } = new();

        public override bool IsAcquired => isAcquired;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            Disposed.TrySetResult();
            base.Dispose(disposing);
        }
    }
}
