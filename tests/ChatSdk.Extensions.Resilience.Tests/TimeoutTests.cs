using ChatSdk.Testing;

namespace ChatSdk.Extensions.Resilience.Tests;

[TestFixture]
public sealed class TimeoutTests : ResilienceTest
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(40);

    [Test]
    public async Task Attempt_timeout_ends_the_attempt_and_the_call_is_retried()
    {
        Server.Answers(FakeAnswer.Silence()).AnswersText("Hello.");
        var client = Timed(options => options.AttemptTimeout.Timeout = _limit);

        var call = client.CreateAsync("Hi", cancellationToken: Guard);
        var first = await Server.NextRequestAsync(Guard);
        Time.Advance(await Time.NextTimerAsync(left => left == _limit, Guard));

        (await call).Text.Should().Be("Hello.");
        await first.ClientDisconnected.WaitAsync(Guard);
    }

    [Test]
    public async Task Total_timeout_ends_the_call()
    {
        Server.AnswersAlways(FakeAnswer.Silence());
        var client = Timed(options => options.TotalRequestTimeout.Timeout = _limit);

        var call = client.CreateAsync("Hi", cancellationToken: Guard);
        await Server.NextRequestAsync(Guard);
        Time.Advance(_limit);

        var failure = await FailAsync<ChatTimeoutException>(() => call);
        (failure.Kind, failure.Attempts).Should().Be((ChatTimeoutKind.Overall, 1));
    }

    [Test]
    public async Task Attempt_timeout_is_taken_from_the_client_options_by_default()
    {
        Server.AnswersAlways(FakeAnswer.Silence());
        var client = Timed(client: options => options.AttemptTimeout = _limit, configure: options => options.Retry.MaxRetryAttempts = 0);

        var call = client.CreateAsync("Hi", cancellationToken: Guard);
        await Server.NextRequestAsync(Guard);
        Time.Advance(await Time.NextTimerAsync(left => left == _limit, Guard));

        (await FailAsync<ChatTimeoutException>(() => call)).Kind.Should().Be(ChatTimeoutKind.Response);
    }
}
