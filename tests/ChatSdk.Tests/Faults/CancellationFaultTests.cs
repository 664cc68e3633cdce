using ChatSdk.Testing;

namespace ChatSdk.Tests.Faults;

/// <summary>Tests calls to servers that never answer, and calls that the caller cancels. Row numbers refer to the table in <c>docs/errors-and-retries.md</c>.</summary>
/// <param name="streams">Whether the calls are streamed.</param>
[TestFixture(false)]
[TestFixture(true)]
public sealed class CancellationFaultTests(bool streams) : BothFormsFaultTest(streams), IDisposable
{
    private readonly ManualTime _time = new();
    private readonly CancellationTokenSource _caller = new();

    public void Dispose() => _caller.Dispose();

    [Test]
    [Fault(13, "the server accepts the request and never responds", "`ChatTimeoutException` (Response) after `AttemptTimeout`; each attempt may have been billed", Retried = "yes")]
    public async Task Row_13_each_attempt_times_out_if_the_server_never_answers()
    {
        (Options.TimeProvider, Options.RetryDelay) = (_time, TimeSpan.Zero);
        Server.AnswersAlways(FakeAnswer.Silence());
        var call = FailAsync<ChatTimeoutException>();

        for (var attempt = 0; attempt < 3; attempt++)
        {
            var request = await Server.NextRequestAsync(Guard);
            _time.Advance(TimeSpan.FromSeconds(600));
            await request.ClientDisconnected.WaitAsync(Guard);
        }

        (await call).Kind.Should().Be(ChatTimeoutKind.Response);
        ShouldHaveBeenSent(3, await call);
    }

    [Test]
    [Fault(14, "the caller cancels before the response", "`OperationCanceledException` with the caller's token, immediately")]
    public async Task Row_14_call_ends_at_once_when_it_is_canceled()
    {
        Server.AnswersAlways(FakeAnswer.Silence());
        var call = SendPromptAsync(_caller.Token);
        var request = await Server.NextRequestAsync(Guard);

        await _caller.CancelAsync();

        await ShouldBeCanceledAsync(call.WaitAsync(Guard), _caller.Token);
        await request.ClientDisconnected.WaitAsync(Guard);
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    [Fault(15, "the token is canceled before the call", "`OperationCanceledException` with the caller's token; nothing is sent")]
    public async Task Row_15_call_with_a_canceled_token_sends_nothing()
    {
        await _caller.CancelAsync();

        await ShouldBeCanceledAsync(SendPromptAsync(_caller.Token), _caller.Token);

        Server.Requests.Should().BeEmpty();
    }

    [Test]
    [Fault(16, "the caller cancels during the delay before a retry", "`OperationCanceledException` with the caller's token, immediately")]
    public async Task Row_16_wait_before_a_retry_ends_at_once_when_the_call_is_canceled()
    {
        Options.TimeProvider = _time;
        Server.AnswersAlways(FakeAnswer.Error(503, "Later.").WithHeader("Retry-After", "60"));
        var call = SendPromptAsync(_caller.Token);
        await _time.NextTimerAsync(left => left >= TimeSpan.FromSeconds(60) && left <= TimeSpan.FromSeconds(66), Guard);

        await _caller.CancelAsync();

        await ShouldBeCanceledAsync(call.WaitAsync(Guard), _caller.Token);
        Server.Requests.Should().ContainSingle();
    }
}
