using ChatSdk.Testing;

namespace ChatSdk.Tests.Http;

/// <summary>Tests the timeouts of a call. The tests control the clock, except those of the timeouts that <c>HttpClient</c> or its handler measures.</summary>
[TestFixture]
public sealed class TimeoutTests : ClientTest
{
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    private readonly ManualTime _time = new();

    [SetUp]
    public void StopTheClock()
    {
        Options.TimeProvider = _time;
        Options.MaxRetries = 0;
    }

    [Test]
    public async Task Server_that_never_answers_exceeds_the_attempt_timeout()
    {
        Options.AttemptTimeout = _minute;
        Server.AnswersAlways(FakeAnswer.Silence());
        var call = Client.CreateAsync("Hi", cancellationToken: Guard);

        await Server.NextRequestAsync(Guard);
        _time.Advance(_minute);

        var failure = await TimeoutOfAsync(call);
        failure.Kind.Should().Be(ChatTimeoutKind.Response);
        failure.Message.Should().Contain("60 s").And.Contain("AttemptTimeout");
        failure.Attempts.Should().Be(1);
    }

    [Test]
    public async Task Body_that_stalls_exceeds_the_attempt_timeout()
    {
        Server.Answers(FakeAnswer.Json("""{"choices":[""").ThenHangs());
        var call = Client.CreateAsync("Hi", new() { AttemptTimeout = _minute }, Guard);

        var request = await Server.NextRequestAsync(Guard);
        _time.Advance(_minute);

        (await TimeoutOfAsync(call)).Kind.Should().Be(ChatTimeoutKind.Response);
        await request.ClientDisconnected.WaitAsync(Guard);
    }

    [Test]
    public async Task Attempt_timeout_restarts_with_each_attempt()
    {
        Options.MaxRetries = 1;
        Options.RetryDelay = TimeSpan.Zero;
        Options.AttemptTimeout = _minute;
        Server.AnswersAlways(FakeAnswer.Silence());
        var call = Client.CreateAsync("Hi", cancellationToken: Guard);

        await Server.NextRequestAsync(Guard);
        _time.Advance(_minute);
        await Server.NextRequestAsync(Guard);
        _time.Advance(_minute);

        (await TimeoutOfAsync(call)).Attempts.Should().Be(2);
    }

    [Test]
    public async Task Stream_that_sends_no_event_exceeds_the_attempt_timeout()
    {
        Options.AttemptTimeout = _minute;
        Server.Answers(FakeAnswer.Events().ThenHangs());
        var read = ReadAsync(Client.CreateStreamAsync("Hi", cancellationToken: Guard));

        await Server.NextRequestAsync(Guard);
        _time.Advance(_minute);

        (await TimeoutOfAsync(read)).Kind.Should().Be(ChatTimeoutKind.Response);
    }

    [Test]
    public async Task Overall_timeout_ends_a_call()
    {
        Options.MaxRetries = 5;
        Options.OverallTimeout = _minute;
        Server.AnswersAlways(FakeAnswer.Silence());
        var call = Client.CreateAsync("Hi", cancellationToken: Guard);

        await Server.NextRequestAsync(Guard);
        _time.Advance(_minute);

        var failure = await TimeoutOfAsync(call);
        failure.Kind.Should().Be(ChatTimeoutKind.Overall);
        failure.Message.Should().Contain("60 s").And.Contain("OverallTimeout");
        failure.IsRetryable.Should().BeFalse();
        Server.Requests.Should().ContainSingle();
    }

    [TestCase("100")]
    [TestCase("60")]
    public async Task Call_throws_at_once_if_Retry_After_reaches_the_overall_timeout(string retryAfter)
    {
        Options.MaxRetries = 5;
        Options.OverallTimeout = _minute;
        Server.AnswersAlways(FakeAnswer.Error(503, "Later.").WithHeader("Retry-After", retryAfter));

        var failure = (await Client.Awaiting(it => it.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ChatApiException>()).Which;

        failure.Kind.Should().Be(ChatErrorKind.Overloaded);
        failure.RetryAfter.Should().BeGreaterOrEqualTo(_minute);
        failure.Attempts.Should().Be(1);
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Call_throws_at_once_if_the_backoff_exceeds_the_overall_timeout()
    {
        Options.MaxRetries = 5;
        (Options.RetryDelay, Options.MaxRetryDelay) = (2 * _minute, 2 * _minute);
        Options.OverallTimeout = _minute;
        Server.AnswersAlways(FakeAnswer.Error(503, "Later."));

        await Client.Awaiting(it => it.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ChatApiException>();

        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Overall_timeout_reports_the_number_of_attempts()
    {
        Options.MaxRetries = 5;
        Options.RetryDelay = TimeSpan.Zero;
        Server.AnswersError(503, "Later.").AnswersAlways(FakeAnswer.Silence());
        var call = Client.CreateAsync("Hi", new() { OverallTimeout = _minute }, Guard);

        await Server.NextRequestAsync(Guard);
        await Server.NextRequestAsync(Guard);
        _time.Advance(_minute);

        (await TimeoutOfAsync(call)).Attempts.Should().Be(2);
    }

    [TestCase("de-DE")]
    [TestCase("fa-IR")]
    public async Task Timeout_messages_use_the_invariant_culture(string culture)
    {
        using var _ = new CultureScope(culture);
        var time = TimeSpan.FromSeconds(1.5);
        Server.AnswersAlways(FakeAnswer.Silence());

        var attempt = Client.CreateAsync("Hi", new() { AttemptTimeout = time }, Guard);
        await Server.NextRequestAsync(Guard);
        _time.Advance(time);
        var all = Client.CreateAsync("Hi", new() { OverallTimeout = time }, Guard);
        await Server.NextRequestAsync(Guard);
        _time.Advance(time);

        (await TimeoutOfAsync(attempt)).Message.Should().Contain("1.5 s");
        (await TimeoutOfAsync(all)).Message.Should().Contain("1.5 s");
    }

    [Test]
    public async Task Exception_names_the_timeout_of_the_callers_http_client()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromMilliseconds(50) };
        using var client = new ChatClient(http, Options);
        Server.AnswersAlways(FakeAnswer.Silence());

        var failure = await TimeoutOfAsync(client.CreateAsync("Hi", cancellationToken: Guard));

        failure.Kind.Should().Be(ChatTimeoutKind.Response);
        failure.Message.Should().Contain("HttpClient.Timeout");
    }

    [Test]
    public async Task Connection_that_is_not_established_exceeds_the_connect_timeout()
    {
        using var handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromMilliseconds(50),
            ConnectCallback = async (_, token) =>
            {
                await Task.Delay(Timeout.Infinite, token);
                return Stream.Null;
            },
        };
        using var http = new HttpClient(handler);
        using var client = new ChatClient(http, Options);

        (await TimeoutOfAsync(client.CreateAsync("Hi", cancellationToken: Guard))).Kind.Should().Be(ChatTimeoutKind.Connect);
    }

    private static async Task<ChatTimeoutException> TimeoutOfAsync(Task call) =>
        (await FluentActions.Awaiting(() => call).Should().ThrowAsync<ChatTimeoutException>()).Which;
}
