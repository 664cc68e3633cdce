using System.Net.Sockets;
using ChatSdk.Testing;
using ChatSdk.Tests.Http;

namespace ChatSdk.Tests.Many;

/// <summary>Many questions to a server that says that they come too fast, by a clock that the test moves.</summary>
[TestFixture]
public sealed class ManyRateLimitTests : ManyTest
{
    private static readonly string _good = $"HTTP/1.1 200 OK\r\nContent-Length: {Hi.Length}\r\nConnection: close\r\n\r\n{Hi}";

    private readonly ManualTime _time = new();

    [SetUp]
    public void StopTheClock()
    {
        Options.TimeProvider = _time;
        Options.AttemptTimeout = Timeout.InfiniteTimeSpan;
    }

    [TestCase("Retry-After: 5\r\n", 5, 5)]
    [TestCase("", 0.375, 0.501)]
    public async Task All_are_held_back_together_and_then_finish(string retryAfter, double shortest, double longest)
    {
        using var puppet = new PuppetServer();
        using var connections = new ConnectionCounter();
        Options.BaseAddress = puppet.BaseAddress;
        using var client = new ChatClient(connections.Http, Options);
        var all = AllAsync(client.CreateManyAsync(Questions(8), maxConcurrency: 4));

        await AnswerTogetherAsync(puppet, 4, $"HTTP/1.1 429 Too Many Requests\r\n{retryAfter}Connection: close\r\nContent-Length: 0\r\n\r\n");
        await _time.TimersAsync(4, IsPause, Guard);
        var pause = await _time.NextTimerAsync(IsPause, Guard);
        pause.TotalSeconds.Should().BeInRange(shortest, longest, "four refusals of four that went out together are one");
        _time.Advance(pause - TimeSpan.FromMilliseconds(1));
        connections.Count.Should().Be(4, "nothing is sent during the pause");
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await AnswerTogetherAsync(puppet, 4, _good);
        await AnswerTogetherAsync(puppet, 4, _good);

        (await all).Select(result => (result.Index, result.IsSuccess)).Order().Should().Equal(Enumerable.Range(0, 8).Select(index => (index, true)));
        connections.Count.Should().Be(12);
    }

    [Test]
    public async Task Question_that_was_not_refused_itself_waits_too()
    {
        using var puppet = new PuppetServer();
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Guard);
        Options.BaseAddress = puppet.BaseAddress;
        var all = AllAsync(Client.CreateManyAsync(QuestionsAsync(3), maxConcurrency: 2, cancellationToken: caller.Token));
        var one = await puppet.AnswerAsync("", Guard);
        var other = await puppet.AnswerAsync("", Guard);

        await PuppetServer.SendAsync(one, "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 5\r\nContent-Length: 0\r\n\r\n");
        await _time.TimersAsync(1, Is(5), Guard);
        await PuppetServer.SendAsync(other, _good);
        await _time.TimersAsync(2, Is(5), Guard);

        Pulled.Should().Be(3, "the third question is the one that waits besides the first or second");
        await caller.CancelAsync();
        await FluentActions.Awaiting(() => all).Should().ThrowAsync<OperationCanceledException>();
    }

    [Test]
    public async Task Pause_without_a_word_of_the_server_doubles_and_is_never_nothing()
    {
        Refuse(5, retryAfter: null);
        var all = AllAsync(Client.CreateManyAsync(Questions(3), maxConcurrency: 1));

        foreach (var longest in new[] { 0.5, 1, 2, 4, 8 })
        {
            await _time.TimersAsync(1, IsPause, Guard);
            var wait = await _time.NextTimerAsync(IsPause, Guard);
            wait.TotalSeconds.Should().BeInRange(0.75 * longest, longest + 0.001);
            _time.Advance(wait);
        }

        (await all).Should().HaveCount(3).And.OnlyContain(result => result.IsSuccess);
        Server.Requests.Should().HaveCount(8);
    }

    [Test]
    public async Task Pause_is_short_again_after_a_success()
    {
        Refuse(2, retryAfter: null);
        Server.AnswersJson(Hi);
        Refuse(1, retryAfter: null);
        var all = AllAsync(Client.CreateManyAsync(Questions(2), maxConcurrency: 1));

        List<double> waits = [];
        for (var refusal = 0; refusal < 3; refusal++)
        {
            var wait = await _time.NextTimerAsync(IsPause, Guard);
            waits.Add(wait.TotalSeconds);
            _time.Advance(wait);
        }

        (await all).Should().OnlyContain(result => result.IsSuccess);
        waits[1].Should().BeGreaterThan(0.7);
        waits[2].Should().BeInRange(0.375, 0.501);
    }

    [Test]
    public async Task Budget_that_is_used_up_is_a_result_at_once()
    {
        Server.AnswersError(429, "Pay.", "insufficient_quota", "insufficient_quota");

        var results = await AllAsync(Client.CreateManyAsync(Questions(3), maxConcurrency: 1));

        results.Select(result => result.IsSuccess).Should().Equal(false, true, true);
        results[0].Error.Should().BeOfType<ChatRateLimitException>().Which.IsQuotaExhausted.Should().BeTrue();
        Server.Requests.Should().HaveCount(3);
    }

    [Test]
    public async Task Pause_longer_than_allowed_is_a_result_at_once()
    {
        Refuse(1, "3600");

        var results = await AllAsync(Client.CreateManyAsync(Questions(2), maxConcurrency: 1));

        results.Select(result => result.IsSuccess).Should().Equal(false, true);
        results[0].Error.Should().BeOfType<ChatRateLimitException>().Which.RetryAfter.Should().Be(TimeSpan.FromHours(1));
    }

    [Test]
    public async Task Server_that_refuses_for_ever_is_left_alone_in_the_end()
    {
        Server.AnswersAlways(FakeAnswer.Error(429, "Slow down.").WithHeader("Retry-After", "5"));
        var all = AllAsync(Client.CreateManyAsync(Questions(1)));

        for (var refusal = 0; refusal < 10; refusal++)
        {
            await _time.NextTimerAsync(Is(5), Guard);
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        var failure = (await all).Single().Error.Should().BeOfType<ChatRateLimitException>().Which;
        failure.Attempts.Should().Be(11);
        Server.Requests.Should().HaveCount(11);
    }

    [Test]
    public async Task Caller_can_cancel_during_the_pause()
    {
        Refuse(1, "5");
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Guard);
        await using var results = Client.CreateManyAsync(QuestionsAsync(5), 1, cancellationToken: caller.Token).GetAsyncEnumerator(Guard);
        var first = results.MoveNextAsync();
        await _time.TimersAsync(1, Is(5), Guard);

        await caller.CancelAsync();

        await FluentActions.Awaiting(() => first.AsTask()).Should().ThrowAsync<OperationCanceledException>();
        IsSourceClosed.Should().BeTrue();
        Server.Requests.Should().ContainSingle();
    }

    /// <summary>Waits until requests are there, each on a connection of its own, and answers them all.</summary>
    private static async Task AnswerTogetherAsync(PuppetServer puppet, int count, string answer)
    {
        List<Socket> sockets = [];
        for (var number = 0; number < count; number++)
        {
            sockets.Add(await puppet.AnswerAsync("", Guard));
        }

        foreach (var socket in sockets)
        {
            await PuppetServer.SendAsync(socket, answer);
        }
    }

    private static Func<TimeSpan, bool> Is(int seconds) => left => left == TimeSpan.FromSeconds(seconds);

    // The reading of an error's body has a timer of ten seconds.
    private static bool IsPause(TimeSpan left) => left < TimeSpan.FromSeconds(9);

    private void Refuse(int count, string? retryAfter)
    {
        var refusal = FakeAnswer.Error(429, "Slow down.");
        for (var number = 0; number < count; number++)
        {
            Server.Answers(retryAfter is null ? refusal : refusal.WithHeader("Retry-After", retryAfter));
        }
    }
}
