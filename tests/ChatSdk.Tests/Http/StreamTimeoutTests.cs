using ChatSdk.Testing;

namespace ChatSdk.Tests.Http;

/// <summary>Tests the timeouts of a stream. The tests control the clock.</summary>
[TestFixture]
public sealed class StreamTimeoutTests : ClientTest
{
    private static readonly TimeSpan _idle = TimeSpan.FromSeconds(300);

    private readonly ManualTime _time = new();

    [SetUp]
    public void StopTheClock()
    {
        Options.TimeProvider = _time;
        Options.StreamIdleTimeout = _idle;
        Options.AttemptTimeout = Timeout.InfiniteTimeSpan;
    }

    [Test]
    public async Task Stream_that_exceeds_the_idle_timeout_throws_with_the_partial_answer()
    {
        Server.Answers(FakeAnswer.Events(Piece("Hel"), Piece("lo")).WithHeader("x-request-id", "req-1").ThenHangs());
        await using var chunks = Client.CreateStreamAsync("Hi", cancellationToken: Guard).GetAsyncEnumerator(Guard);
        await chunks.MoveNextAsync();
        await chunks.MoveNextAsync();

        var third = chunks.MoveNextAsync();
        _time.Advance(_idle);

        var failure = await TimeoutOfAsync(third);
        failure.Kind.Should().Be(ChatTimeoutKind.Idle);
        failure.Message.Should().Contain("300 s").And.Contain("StreamIdleTimeout");
        failure.Partial!.Text.Should().Be("Hello");
        failure.RequestId.Should().Be("req-1");
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Timeout_message_uses_the_invariant_culture()
    {
        using var _ = new CultureScope("de-DE");
        Options.StreamIdleTimeout = TimeSpan.FromSeconds(1.5);
        Server.Answers(FakeAnswer.Events(Piece("Hel")).ThenHangs());
        await using var chunks = Client.CreateStreamAsync("Hi", cancellationToken: Guard).GetAsyncEnumerator(Guard);
        await chunks.MoveNextAsync();

        var second = chunks.MoveNextAsync();
        _time.Advance(TimeSpan.FromSeconds(1.5));

        (await TimeoutOfAsync(second)).Message.Should().Contain("1.5 s");
    }

    [Test]
    public async Task Comment_resets_the_idle_timeout()
    {
        using var puppet = new PuppetServer();
        Options.BaseAddress = puppet.BaseAddress;
        var read = ReadAsync(Client.CreateStreamAsync("Hi", cancellationToken: Guard));
        var socket = await puppet.AnswerWithStreamAsync(Guard);
        await PuppetServer.SendEventAsync(socket, Piece("Hi"));

        for (var comment = 0; comment < 5; comment++)
        {
            await _time.NextTimerAsync(left => left == _idle, Guard);
            _time.Advance(TimeSpan.FromSeconds(200));
            await PuppetServer.SendAsync(socket, ": keep-alive\n\n");
        }

        await PuppetServer.SendEventAsync(socket, "[DONE]");
        (await read).Should().Be("Hi");
    }

    [Test]
    public async Task Idle_timeout_does_not_run_while_the_caller_is_busy()
    {
        Server.Answers(FakeAnswer.Stream("a", "b", "c"));
        var text = "";

        await foreach (var chunk in Client.CreateStreamAsync("Hi", cancellationToken: Guard))
        {
            text += chunk.Text;
            _time.Advance(2 * _idle);
        }

        text.Should().Be("abc");
    }

    [Test]
    public async Task Overall_timeout_ends_a_stream()
    {
        Options.OverallTimeout = TimeSpan.FromSeconds(60);
        Server.Answers(FakeAnswer.Events(Piece("Hel")).ThenHangs());
        await using var chunks = Client.CreateStreamAsync("Hi", cancellationToken: Guard).GetAsyncEnumerator(Guard);
        await chunks.MoveNextAsync();

        var second = chunks.MoveNextAsync();
        _time.Advance(TimeSpan.FromSeconds(60));

        var failure = await TimeoutOfAsync(second);
        failure.Kind.Should().Be(ChatTimeoutKind.Overall);
        failure.Partial!.Text.Should().Be("Hel");
    }

    [Test]
    public async Task Attempt_timeout_applies_only_until_the_first_event()
    {
        using var puppet = new PuppetServer();
        Options.BaseAddress = puppet.BaseAddress;
        Options.AttemptTimeout = TimeSpan.FromSeconds(60);
        await using var chunks = Client.CreateStreamAsync("Hi", cancellationToken: Guard).GetAsyncEnumerator(Guard);
        var first = chunks.MoveNextAsync();
        var socket = await puppet.AnswerWithStreamAsync(Guard);
        await PuppetServer.SendEventAsync(socket, Piece("Hel"));
        await first;

        _time.Advance(TimeSpan.FromSeconds(120));
        await PuppetServer.SendEventAsync(socket, Piece("lo"));

        (await chunks.MoveNextAsync()).Should().BeTrue();
        chunks.Current.Text.Should().Be("lo");
    }

    private static async Task<ChatTimeoutException> TimeoutOfAsync(ValueTask<bool> read) =>
        (await FluentActions.Awaiting(async () => await read).Should().ThrowAsync<ChatTimeoutException>()).Which;
}
