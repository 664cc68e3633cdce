using ChatSdk.Testing;

namespace ChatSdk.Tests.Http;

/// <summary>The limits of a call's time, by a clock that the test moves.</summary>
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
    public async Task Silence_ends_with_the_time_of_the_attempt()
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
    public async Task Body_that_stands_still_ends_with_the_time_of_the_attempt()
    {
        Server.Answers(FakeAnswer.Json("""{"choices":[""").ThenHangs());
        var call = Client.CreateAsync("Hi", new() { AttemptTimeout = _minute }, Guard);

        var request = await Server.NextRequestAsync(Guard);
        _time.Advance(_minute);

        (await TimeoutOfAsync(call)).Kind.Should().Be(ChatTimeoutKind.Response);
        await request.ClientDisconnected.WaitAsync(Guard);
    }

    [Test]
    public async Task Time_of_the_attempt_begins_anew_with_each()
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
    public async Task Stream_without_a_first_event_ends_with_the_time_of_the_attempt()
    {
        Options.AttemptTimeout = _minute;
        Server.Answers(FakeAnswer.Events().ThenHangs());
        var read = ReadAsync(Client.CreateStreamAsync("Hi", cancellationToken: Guard));

        await Server.NextRequestAsync(Guard);
        _time.Advance(_minute);

        (await TimeoutOfAsync(read)).Kind.Should().Be(ChatTimeoutKind.Response);
    }

    [Test]
    public async Task Call_ends_with_its_whole_time()
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
    public async Task Wait_that_would_outlast_the_call_is_not_begun(string retryAfter)
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
    public async Task Wait_of_the_clients_own_that_would_outlast_the_call_is_not_begun()
    {
        Options.MaxRetries = 5;
        (Options.RetryDelay, Options.MaxRetryDelay) = (2 * _minute, 2 * _minute);
        Options.OverallTimeout = _minute;
        Server.AnswersAlways(FakeAnswer.Error(503, "Later."));

        await Client.Awaiting(it => it.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ChatApiException>();

        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Timeout_of_the_whole_call_tells_how_often_it_was_tried()
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
    public async Task Seconds_in_messages_are_the_same_in_every_culture(string culture)
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
    public async Task Timeout_of_a_given_http_client_is_told_apart()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromMilliseconds(50) };
        using var client = new ChatClient(http, Options);
        Server.AnswersAlways(FakeAnswer.Silence());

        var failure = await TimeoutOfAsync(client.CreateAsync("Hi", cancellationToken: Guard));

        failure.Kind.Should().Be(ChatTimeoutKind.Response);
        failure.Message.Should().Contain("HttpClient.Timeout");
    }

    [Test]
    public async Task Connection_that_is_not_made_ends_with_its_own_time()
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
