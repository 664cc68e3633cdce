using ChatSdk.Testing;
using ChatSdk.Tests.Faults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatSdk.Tests.Diagnostics;

/// <summary>Tests the callbacks that observe calls: when they are called, and with which information.</summary>
[TestFixture]
public sealed class CallbackTests : FakeServerTest
{
    private readonly List<object> _events = [];

    private IReadOnlyList<ChatAttemptInfo> Attempts => [.. _events.OfType<ChatAttemptInfo>()];

    private ChatCallInfo Completed => _events.OfType<ChatCallInfo>().Should().ContainSingle().Subject;

    [SetUp]
    public void Observe() => (Options.OnAttempt, Options.OnRetry, Options.OnCompleted, Options.RetryDelay) = (_events.Add, _events.Add, _events.Add, TimeSpan.Zero);

    [Test]
    public async Task Callbacks_are_called_in_the_order_of_the_events()
    {
        Options.MaxRetries = 1;
        Server.AnswersError(503, "Later.").AnswersText("Hi");

        await Client.CreateAsync(_hello, cancellationToken: Guard);

        _events.Select(item => item.GetType()).Should().Equal(typeof(ChatAttemptInfo), typeof(ChatRetryInfo), typeof(ChatAttemptInfo), typeof(ChatCallInfo));
        Attempts.Select(attempt => (attempt.Number, (int)attempt.Response!.Status)).Should().Equal((1, 503), (2, 200));
        var retry = _events.OfType<ChatRetryInfo>().Single();
        (retry.Attempt, retry.Delay, retry.Exception).Should().Be((1, TimeSpan.Zero, Attempts[0].Exception!));
        (Completed.Attempts, Completed.Exception, Completed.IsFromCache).Should().Be((2, null, false));
    }

    [Test]
    public async Task Attempt_has_the_request_body_as_it_was_sent_and_an_address_without_the_query()
    {
        (Options.BaseAddress, Options.ApiKey) = ($"{Server.BaseAddress}?api-key=secret-1", "secret-2");

        await Client.CreateAsync(_hello with { Model = null }, cancellationToken: Guard);

        var attempt = Attempts.Should().ContainSingle().Subject;
        var sent = Server.Requests.Single();
        (attempt.Method, attempt.Address, attempt.RequestBody).Should().Be(("POST", $"{Server.BaseAddress}/chat/completions", sent.Body));
        attempt.RequestBody.Should().Contain("\"model\":\"m\"");
        attempt.Exception.Should().BeNull();
    }

    [Test]
    public async Task Attempt_without_a_response_has_the_exception_that_the_call_throws()
    {
        Server.Answers(FakeAnswer.Drop());

        var act = () => Client.CreateAsync(_hello, cancellationToken: Guard);

        var failure = (await act.Should().ThrowAsync<ChatConnectionException>()).Which;
        (Attempts.Single().Response, Attempts.Single().Exception, Completed.Exception).Should().Be((null, failure, failure));
    }

    [Test]
    public async Task Completed_call_is_reported_with_its_answer_and_usage()
    {
        Server.AnswersJson("""{"choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":1}}""");

        var answer = await Client.CreateAsync(_hello, cancellationToken: Guard);

        Completed.Request.Should().Be(_hello);
        Completed.Answer.Should().BeSameAs(answer);
        (Completed.Usage!.PromptTokens, Completed.TimeToFirstChunk).Should().Be((3, null));
    }

    [Test]
    public async Task Stream_is_reported_when_its_enumeration_has_ended()
    {
        Server.Streams("Hel", "lo");
        var chunks = Client.CreateStreamAsync(_hello, cancellationToken: Guard).GetAsyncEnumerator(Guard);
        await chunks.MoveNextAsync();
        _events.Should().ContainSingle().Which.Should().BeOfType<ChatAttemptInfo>();

        while (await chunks.MoveNextAsync())
        {
            _events.Should().ContainSingle();
        }

        ((ChatCompletion)Completed.Answer!).Text.Should().Be("Hello");
        Completed.TimeToFirstChunk.Should().NotBeNull();
    }

    [Test]
    public async Task Stream_that_is_abandoned_is_reported_with_the_text_so_far()
    {
        Server.Answers(FakeAnswer.Events(Piece("Hel")).ThenHangs());

        await foreach (var chunk in Client.CreateStreamAsync(_hello, cancellationToken: Guard))
        {
            break;
        }

        ((ChatCompletion)Completed.Answer!).Text.Should().Be("Hel");
        Completed.Exception.Should().BeNull();
    }

    [Test]
    public async Task Resumption_of_a_stream_is_reported_as_a_retry()
    {
        Options.StreamResumption = StreamResumption.TrailingMessage;
        Server.Streams("Hel").ThenCuts().Streams("lo");

        var text = await ReadAsync(Client.CreateStreamAsync(_hello, cancellationToken: Guard));

        text.Should().Be("Hello");
        _events.OfType<ChatRetryInfo>().Should().ContainSingle().Which.Exception.Should().BeOfType<ChatConnectionException>();
        Attempts.Select(attempt => attempt.Number).Should().Equal(1, 2);
    }

    [Test]
    public async Task Request_to_a_fallback_server_is_reported_as_a_retry()
    {
        await using var second = await FakeChatServer.StartAsync(Guard);
        Server.AnswersError(503, "Down.");
        await using var provider = new ServiceCollection()
            .AddChatClient(options => (options.BaseAddress, options.Model, options.MaxRetries, options.OnAttempt, options.OnRetry) = (Server.BaseAddress, "m", 0, _events.Add, _events.Add))
            .AddFallback(options => options.Servers.Add(new() { BaseAddress = second.BaseAddress, Model = "other" })).Services.BuildServiceProvider();

        await provider.GetRequiredService<ChatClient>().CreateAsync("Hi", cancellationToken: Guard);

        _events.OfType<ChatRetryInfo>().Should().ContainSingle().Which.Delay.Should().Be(TimeSpan.Zero);
        Attempts.Select(attempt => attempt.Address).Should().Equal($"{Server.BaseAddress}/chat/completions", $"{second.BaseAddress}/chat/completions");
        Attempts[1].RequestBody.Should().Contain("\"model\":\"other\"");
    }

    [Test]
    public async Task Call_that_is_answered_from_the_cache_has_no_attempts()
    {
        await using var provider = new ServiceCollection().AddDistributedMemoryCache()
            .AddChatClient(options => (options.BaseAddress, options.Model, options.OnAttempt, options.OnCompleted) = (Server.BaseAddress, "m", _events.Add, _events.Add))
            .AddResponseCache().Services.BuildServiceProvider();
        await provider.GetRequiredService<ChatClient>().CreateAsync("Hi", cancellationToken: Guard);
        _events.Clear();

        var answer = await provider.GetRequiredService<ChatClient>().CreateAsync("Hi", cancellationToken: Guard);

        _events.Should().ContainSingle();
        (Completed.IsFromCache, Completed.Attempts).Should().Be((true, 0));
        Completed.Answer.Should().BeSameAs(answer);
    }

    [Test]
    public async Task Cancellation_by_the_caller_is_reported_as_an_OperationCanceledException()
    {
        using var caller = new CancellationTokenSource();
        Server.Answers(FakeAnswer.Silence());
        var call = Client.CreateAsync(_hello, cancellationToken: caller.Token);
        await Server.NextRequestAsync(Guard);

        await caller.CancelAsync();

        await FluentActions.Awaiting(() => call).Should().ThrowAsync<OperationCanceledException>();
        Attempts.Single().Exception.Should().BeAssignableTo<OperationCanceledException>();
        Completed.Exception.Should().BeAssignableTo<OperationCanceledException>();
    }

    [Test]
    public async Task Call_that_lists_models_is_reported_without_a_request_or_an_answer_even_if_telemetry_is_disabled()
    {
        Options.EnableTelemetry = false;

        await Client.ListModelsAsync(cancellationToken: Guard);

        (Attempts.Single().Method, Attempts.Single().RequestBody).Should().Be(("GET", null));
        (Completed.Request, Completed.Answer).Should().Be((null, null));
    }

    [Test]
    public async Task Exception_from_a_callback_is_logged_and_does_not_affect_the_call()
    {
        using var log = new LogBook();
        using var logging = LoggerFactory.Create(builder => builder.AddProvider(log));
        Options.LoggerFactory = logging;
        (Options.OnAttempt, Options.OnRetry, Options.OnCompleted, Options.MaxRetries) = (_ => throw new InvalidOperationException("secret"), _ => throw new InvalidOperationException("secret"), _ => throw new InvalidOperationException("secret"), 1);
        Server.AnswersError(503, "Later.").AnswersText("Hi");

        var answer = await Client.CreateAsync(_hello, cancellationToken: Guard);

        answer.Text.Should().Be("Hi");
        log.Lines.Where(line => line.EventId == 16).Select(line => line.Text.Split('\n')[0]).Should().Equal(
            new[] { "OnAttempt", "OnRetry", "OnAttempt", "OnCompleted" }.Select(name => $"The callback {name} threw an exception (System.InvalidOperationException)."));
    }

    [Test]
    public async Task Response_body_is_not_captured_by_default()
    {
        await Client.CreateAsync(_hello, cancellationToken: Guard);

        Completed.ResponseBody.Should().BeNull();
    }

    [Test]
    public async Task Captured_response_body_is_exactly_as_received()
    {
        const string Body = """{ "choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop","x":1}], "y": [ 2 ] }""";
        (Options.CaptureResponseBody, Options.MaxRetries) = (true, 1);
        Server.AnswersError(503, "Later.").AnswersJson(Body);

        await Client.CreateAsync(_hello, cancellationToken: Guard);

        Completed.ResponseBody.Should().Be(Body);
    }

    [Test]
    public async Task Response_body_of_a_stream_contains_its_events()
    {
        Options.CaptureResponseBody = true;
        Server.Answers(FakeAnswer.Events(Piece("Hel"), Piece("lo"), Finish));

        await ReadAsync(Client.CreateStreamAsync(_hello, cancellationToken: Guard));

        Completed.ResponseBody.Should().Contain($"data: {Piece("Hel")}\n\n").And.Contain($"data: {Piece("lo")}\n\n");
    }

    [Test]
    public async Task Response_body_that_is_not_valid_JSON_is_captured()
    {
        Options.CaptureResponseBody = true;
        Server.AnswersJson("""{"choices":""");

        var act = () => Client.CreateAsync(_hello, cancellationToken: Guard);

        await act.Should().ThrowAsync<ChatException>();
        Completed.ResponseBody.Should().Be("""{"choices":""");
    }
}
