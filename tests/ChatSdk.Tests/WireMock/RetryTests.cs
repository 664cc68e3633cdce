using System.Net;

namespace ChatSdk.Tests.WireMock;

/// <summary>Tests which errors are retried, the number of attempts, and a timeout.</summary>
[TestFixture]
public sealed class RetryTests : WireMockTest
{
    private readonly ManualTime _time = new();

    [Test]
    public async Task Create_retries_a_429_after_the_time_in_Retry_After()
    {
        (Options.MaxRetries, Options.TimeProvider, Options.AttemptTimeout) = (2, _time, Timeout.InfiniteTimeSpan);
        Server.Given(Chat()).InScenario("busy").WillSetStateTo("free").RespondWith(Capture("seed2-rate-limit"));
        Server.Given(Chat()).InScenario("busy").WhenStateIs("free").RespondWith(Text("Free again."));
        var call = Client.CreateAsync("Hi", cancellationToken: Guard);

        _time.Advance(await _time.NextTimerAsync(left => left >= TimeSpan.FromSeconds(2) && left <= TimeSpan.FromSeconds(2.2), Guard));

        (await call).Text.Should().Be("Free again.");
        Server.LogEntries.Select(entry => entry.ResponseMessage!.StatusCode).Should().Equal(429, 200);
    }

    [Test]
    public async Task Exception_from_Create_has_the_number_of_attempts()
    {
        Options.MaxRetries = 2;
        Server.Given(Chat()).RespondWith(Json("""{"error":{"message":"Overloaded."}}""", 503));

        var failure = await FailAsync<ChatApiException>();

        failure.Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        failure.Attempts.Should().Be(3);
        Server.LogEntries.Should().HaveCount(3);
    }

    [Test]
    public async Task Create_does_not_retry_a_request_rejected_by_a_content_filter()
    {
        Options.MaxRetries = 2;
        Server.Given(Chat()).RespondWith(Capture("seed1-content-filtered"));

        var failure = await FailAsync<ChatContentFilterException>();

        failure.Kind.Should().Be(ChatErrorKind.ContentFilter);
        failure.Attempts.Should().Be(1);
        Server.LogEntries.Should().ContainSingle();
    }

    [Test]
    public async Task Create_times_out_when_the_response_is_delayed()
    {
        Options.TimeProvider = _time;
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Server.Given(Chat().WithBody(Arrives)).RespondWith(Text("Too late.").WithDelay(TimeSpan.FromMinutes(1)));
        var call = FailAsync<ChatTimeoutException>();
        await arrived.Task.WaitAsync(Guard);

        _time.Advance(Options.AttemptTimeout);

        (await call).Kind.Should().Be(ChatTimeoutKind.Response);
        (await call).Attempts.Should().Be(1);

        bool Arrives(string? body)
        {
            arrived.TrySetResult();
            return body is not null;
        }
    }

    private async Task<T> FailAsync<T>()
        where T : ChatException =>
        (await Client.Awaiting(client => client.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowExactlyAsync<T>()).Which;
}
