using System.Net.Sockets;

namespace ChatSdk.Tests.Http;

/// <summary>Tests the limit for the time between two chunks of a stream. Other events and other bytes do not reset the limit. The tests advance a manual clock.</summary>
[TestFixture]
public sealed class EventTimeoutTests : ClientTest, IDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);

    private readonly ManualTime _time = new();
    private readonly PuppetServer _puppet = new();

    [SetUp]
    public void StopTheClock()
    {
        Options.BaseAddress = _puppet.BaseAddress;
        Options.TimeProvider = _time;
        Options.StreamIdleTimeout = TimeSpan.FromSeconds(50);
        Options.EventIdleTimeout = _limit;
        Options.AttemptTimeout = Timeout.InfiniteTimeSpan;
    }

    public void Dispose() => _puppet.Dispose();

    [TestCase(": keep-alive\n\n")]
    [TestCase("\n")]
    [TestCase("event: ping\ndata: {}\n\n")]
    [TestCase("data: {\"choices\":")]
    public async Task Keep_alive_or_incomplete_event_does_not_reset_the_limit(string bytes)
    {
        await using var chunks = Client.CreateStreamAsync("Hi", cancellationToken: Guard).GetAsyncEnumerator(Guard);
        var (second, socket) = await BeginAsync(chunks);

        await PassAsync(40);
        await PuppetServer.SendAsync(socket, bytes);
        await _time.NextTimerAsync(left => left == TimeSpan.FromSeconds(20), Guard);
        _time.Advance(TimeSpan.FromSeconds(20));

        var failure = (await FluentActions.Awaiting(async () => await second).Should().ThrowAsync<ChatTimeoutException>()).Which;
        (failure.Kind, failure.IsRetryable, failure.Partial!.Text).Should().Be((ChatTimeoutKind.Idle, true, "Hel"));
        failure.Message.Should().Contain("60 s").And.Contain("EventIdleTimeout");
    }

    [Test]
    public async Task Chunk_resets_the_limit()
    {
        await using var chunks = Client.CreateStreamAsync("Hi", cancellationToken: Guard).GetAsyncEnumerator(Guard);
        var (second, socket) = await BeginAsync(chunks);
        await PassAsync(40);
        await PuppetServer.SendEventAsync(socket, Piece("lo"));
        (await second).Should().BeTrue();

        var third = chunks.MoveNextAsync();
        await PassAsync(40);
        await PuppetServer.SendEventAsync(socket, Piece("!"));

        (await third).Should().BeTrue();
        chunks.Current.Text.Should().Be("!");
    }

    [Test]
    public async Task Silence_is_limited_by_StreamIdleTimeout_as_well()
    {
        await using var chunks = Client.CreateStreamAsync("Hi", cancellationToken: Guard).GetAsyncEnumerator(Guard);
        var (second, _) = await BeginAsync(chunks);

        await PassAsync(50);

        (await FluentActions.Awaiting(async () => await second).Should().ThrowAsync<ChatTimeoutException>()).Which.Message.Should().Contain("StreamIdleTimeout");
    }

    [Test]
    public async Task Limit_holds_even_if_StreamIdleTimeout_is_infinite()
    {
        Options.StreamIdleTimeout = Timeout.InfiniteTimeSpan;
        await using var chunks = Client.CreateStreamAsync("Hi", cancellationToken: Guard).GetAsyncEnumerator(Guard);
        var (second, _) = await BeginAsync(chunks);

        await _time.NextTimerAsync(left => left == _limit, Guard);
        _time.Advance(_limit);

        (await FluentActions.Awaiting(async () => await second).Should().ThrowAsync<ChatTimeoutException>()).Which.Message.Should().Contain("EventIdleTimeout");
    }

    [Test]
    public async Task Time_between_chunks_is_not_limited_by_default()
    {
        Options.EventIdleTimeout = new ChatClientOptions().EventIdleTimeout;
        await using var chunks = Client.CreateStreamAsync("Hi", cancellationToken: Guard).GetAsyncEnumerator(Guard);
        var (second, socket) = await BeginAsync(chunks);

        for (var comment = 0; comment < 5; comment++)
        {
            await PassAsync(40);
            await PuppetServer.SendAsync(socket, ": keep-alive\n\n");
        }

        await PuppetServer.SendEventAsync(socket, Piece("lo"));
        (await second).Should().BeTrue();
    }

    [Test]
    public async Task Limit_in_the_call_options_takes_precedence_over_the_client_options()
    {
        var options = new ChatCallOptions { EventIdleTimeout = TimeSpan.FromSeconds(10) };
        await using var chunks = Client.CreateStreamAsync("Hi", options, Guard).GetAsyncEnumerator(Guard);
        var (second, _) = await BeginAsync(chunks);

        await _time.NextTimerAsync(left => left == TimeSpan.FromSeconds(10), Guard);
        _time.Advance(TimeSpan.FromSeconds(10));

        (await FluentActions.Awaiting(async () => await second).Should().ThrowAsync<ChatTimeoutException>()).Which.Message.Should().Contain("10 s");
    }

    [Test]
    public async Task Time_while_the_caller_is_busy_does_not_count()
    {
        await using var chunks = Client.CreateStreamAsync("Hi", cancellationToken: Guard).GetAsyncEnumerator(Guard);
        var first = chunks.MoveNextAsync();
        var socket = await _puppet.AnswerWithStreamAsync(Guard);
        await PuppetServer.SendEventAsync(socket, Piece("Hel"));
        await first;

        _time.Advance(2 * _limit);
        await PuppetServer.SendEventAsync(socket, Piece("lo"));

        (await chunks.MoveNextAsync()).Should().BeTrue();
    }

    [TestCase(0)]
    [TestCase(-5)]
    public void Limit_that_is_not_positive_is_rejected(int seconds)
    {
        Options.EventIdleTimeout = TimeSpan.FromSeconds(seconds);

        FluentActions.Invoking(() => NewClient(Options)).Should().Throw<ArgumentException>().WithMessage("*EventIdleTimeout*");
    }

    /// <summary>Receives the first chunk, and begins to wait for the second.</summary>
    private async Task<(Task<bool> Second, Socket Socket)> BeginAsync(IAsyncEnumerator<ChatCompletionChunk> chunks)
    {
        var first = chunks.MoveNextAsync();
        var socket = await _puppet.AnswerWithStreamAsync(Guard);
        await PuppetServer.SendEventAsync(socket, Piece("Hel"));
        await first;
        return (chunks.MoveNextAsync().AsTask(), socket);
    }

    private async Task PassAsync(int seconds)
    {
        await _time.NextTimerAsync(left => left == Options.StreamIdleTimeout, Guard);
        _time.Advance(TimeSpan.FromSeconds(seconds));
    }
}
