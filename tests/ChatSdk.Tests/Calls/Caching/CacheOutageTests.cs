using Microsoft.Extensions.Logging;

namespace ChatSdk.Tests.Caching;

/// <summary>Tests that calls succeed even if the store fails, hangs, or contains corrupt data, and that callers can cancel while they wait for it.</summary>
[TestFixture]
public sealed class CacheOutageTests : CacheTest
{
    private static readonly TimeSpan _maxWait = TimeSpan.FromSeconds(1);

    [Test]
    public async Task Store_that_throws_does_not_cause_calls_to_fail_and_its_failure_is_logged_once()
    {
        var client = NewCached();
        Store.First = _ => throw new InvalidOperationException("SECRET");

        (await client.CreateAsync("Hi", cancellationToken: Guard)).Text.Should().Be("You said: Hi");
        (await ReadAsync(client.CreateStreamAsync("Hi", cancellationToken: Guard))).Should().Be("You said: Hi");

        var line = Failures.Should().ContainSingle().Subject;
        (line.Category, line.Level).Should().Be(("ChatSdk", LogLevel.Warning));
        line.Text.Should().Contain("(InvalidOperationException)").And.NotContain("SECRET");
    }

    [Test]
    public async Task Store_failure_is_logged_again_if_the_store_worked_in_between()
    {
        var client = NewCached();
        Store.First = _ => Task.FromException(new IOException());
        await IsCachedAsync(client);
        Store.First = _ => Task.CompletedTask;
        await IsCachedAsync(client);

        Store.First = _ => Task.FromException(new IOException());
        await IsCachedAsync(client);

        Failures.Should().HaveCount(2);
    }

    [Test]
    public async Task Wait_for_a_store_that_hangs_is_limited()
    {
        var time = new ManualTime();
        var client = NewCached(client: options => options.TimeProvider = time);
        Store.First = _ => Task.Delay(Timeout.Infinite, Guard);

        var call = client.CreateAsync("Hi", cancellationToken: Guard);
        await EndWaitAsync(time);
        await EndWaitAsync(time);

        (await call).Text.Should().Be("You said: Hi");
        Failures.Should().ContainSingle().Which.Text.Should().Contain("(TimeoutException)");
    }

    [Test]
    public async Task Wait_for_a_store_that_blocks_the_calling_thread_is_limited()
    {
        var time = new ManualTime();
        using var end = new ManualResetEventSlim();
        var client = NewCached(client: options => options.TimeProvider = time);
        Store.First = _ =>
        {
            end.Wait(Guard);
            return Task.CompletedTask;
        };

        var call = Task.Run(() => client.CreateAsync("Hi", cancellationToken: Guard), Guard);
        await EndWaitAsync(time);
        await EndWaitAsync(time);

        (await call.WaitAsync(Guard)).Text.Should().Be("You said: Hi");
        end.Set();
    }

    [Test]
    public async Task Store_operation_that_hangs_is_canceled()
    {
        var time = new ManualTime();
        var client = NewCached(client: options => options.TimeProvider = time);
        var stopped = new TaskCompletionSource();
        Store.First = token =>
        {
            token.Register(stopped.SetResult);
            Store.First = _ => Task.CompletedTask;
            return new TaskCompletionSource().Task;
        };

        var call = client.CreateAsync("Hi", cancellationToken: Guard);
        await EndWaitAsync(time);

        await stopped.Task.WaitAsync(Guard);
        (await call).Text.Should().Be("You said: Hi");
    }

    [Test]
    public async Task Stream_waits_only_a_limited_time_for_a_store_that_hangs()
    {
        var time = new ManualTime();
        var client = NewCached(client: options => options.TimeProvider = time);
        Store.First = _ => Task.Delay(Timeout.Infinite, Guard);

        var text = ReadAsync(client.CreateStreamAsync("Hi", cancellationToken: Guard));
        await EndWaitAsync(time);
        await EndWaitAsync(time);

        (await text).Should().Be("You said: Hi");
    }

    [Test]
    public async Task Store_that_responds_just_before_the_maximum_wait_is_used()
    {
        var time = new ManualTime();
        var client = NewCached(client: options => options.TimeProvider = time);
        await IsCachedAsync(client);
        var ready = new TaskCompletionSource();
        Store.First = _ => ready.Task;

        var call = IsCachedAsync(client);
        await time.NextTimerAsync(left => left == _maxWait, Guard);
        time.Advance(_maxWait - TimeSpan.FromMilliseconds(1));
        ready.SetResult();

        (await call).Should().BeTrue();
        Failures.Should().BeEmpty();
    }

    [Test]
    public async Task Caller_that_cancels_does_not_wait_for_the_store()
    {
        using var caller = new CancellationTokenSource();
        var client = NewCached();
        var storeCalled = new TaskCompletionSource();
        Store.First = _ =>
        {
            storeCalled.SetResult();
            return Task.Delay(Timeout.Infinite, Guard);
        };
        var call = client.CreateAsync("Hi", cancellationToken: caller.Token);
        await storeCalled.Task.WaitAsync(Guard);

        await caller.CancelAsync();

        (await FluentActions.Awaiting(() => call).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(caller.Token);
        Server.Requests.Should().BeEmpty();
        Failures.Should().BeEmpty();
    }

    [Test]
    public async Task Store_exception_after_cancellation_becomes_OperationCanceledException()
    {
        using var caller = new CancellationTokenSource();
        var client = NewCached();
        Store.First = async _ =>
        {
            await caller.CancelAsync();
            throw new IOException("The connection was closed.");
        };

        var act = () => client.CreateAsync("Hi", cancellationToken: caller.Token);

        (await act.Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(caller.Token);
    }

    [TestCase("")]
    [TestCase("short")]
    [TestCase("ChatSdk1 and then something that is long enough to be a hash, but is not a hash")]
    public async Task Value_from_another_program_in_the_store_is_treated_as_a_miss(string text)
    {
        var client = NewCached();
        await IsCachedAsync(client);
        Store.Entries[Store.Entries.Keys.Single()] = System.Text.Encoding.ASCII.GetBytes(text);

        (await IsCachedAsync(client)).Should().BeFalse();

        (await IsCachedAsync(client)).Should().BeTrue("the answer was stored again");
        Failures.Should().BeEmpty();
    }

    [Test]
    public async Task Damaged_or_truncated_entry_is_read_as_null()
    {
        var client = NewCached();
        await IsCachedAsync(client);
        var intact = Store.Entries.Values.Single();

        for (var position = 0; position < intact.Length; position++)
        {
            byte[] damaged = [.. intact];
            damaged[position] ^= 1;

            CacheEntry.Read(damaged).Should().BeNull($"byte {position} was changed");
            CacheEntry.Read(intact[..position]).Should().BeNull($"only {position} bytes remain");
        }

        CacheEntry.Read(intact)!.MediaType.Should().StartWith("application/json");
    }

    private IEnumerable<Faults.LogBook.LogLine> Failures => Log.Lines.Where(line => line.Category == "ChatSdk" && line.EventId == 6);

    private static async Task EndWaitAsync(ManualTime time)
    {
        await time.NextTimerAsync(left => left == _maxWait, Guard);
        time.Advance(_maxWait);
    }
}
