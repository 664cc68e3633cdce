using ChatSdk.Testing;
using ChatSdk.Tests.Faults;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatSdk.Tests.Fallback;

/// <summary>A client with a server of its own and a second one to fall back to.</summary>
[CancelAfter(30_000)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class AddFallbackTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly LogBook _log = new();
    private FakeChatServer _first = null!;
    private FakeChatServer _second = null!;
    private ServiceProvider? _services;

    private static CancellationToken Guard => TestContext.CurrentContext.CancellationToken;

    private ChatClient Client => (_services ??= Services(options => options.Servers.Add(Second))).GetRequiredService<ChatClient>();

    private ChatClientOptions Second => new() { BaseAddress = _second.BaseAddress, ApiKey = "second-key", Model = "second-model" };

    public void Dispose() => _log.Dispose();

    [SetUp]
    public async Task StartAsync()
    {
        _first = await FakeChatServer.StartAsync(Guard);
        _second = await FakeChatServer.StartAsync(Guard);
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        await _first.DisposeAsync();
        await _second.DisposeAsync();
    }

    [TestCase(429, "Slow down.", null)]
    [TestCase(429, "You exceeded your current quota.", "insufficient_quota")]
    [TestCase(402, "Top up your account.", null)]
    [TestCase(503, "Busy.", null)]
    [TestCase(529, "Overloaded.", null)]
    [TestCase(502, "Bad gateway.", null)]
    public async Task Call_moves_on_at_once_where_the_server_cannot_answer_now(int status, string message, string? code)
    {
        _first.AnswersError(status, message, code: code);

        var answer = await Client.CreateAsync("Hi", cancellationToken: Guard);

        answer.Text.Should().Be("You said: Hi");
        _first.Requests.Should().ContainSingle();
        var moved = _second.Requests.Should().ContainSingle().Subject;
        moved.Json!.Value.GetProperty("model").GetString().Should().Be("second-model");
        moved.Headers["Authorization"].Should().Be("Bearer second-key");
    }

    [Test]
    public async Task Stream_moves_on_before_its_first_chunk()
    {
        _first.Answers(FakeAnswer.Drop());

        var text = await ReadAsync(Client.CreateStreamAsync("Hi", cancellationToken: Guard));

        text.Should().Be("You said: Hi");
    }

    [Test]
    public async Task Stream_stays_where_its_first_chunk_came_from()
    {
        _first.Answers(FakeAnswer.Stream("Hel", "lo").ThenCuts());

        var act = () => ReadAsync(Client.CreateStreamAsync("Hi", cancellationToken: Guard));

        (await act.Should().ThrowAsync<ChatConnectionException>()).Which.Partial!.Text.Should().Be("Hello");
        _second.Requests.Should().BeEmpty();
    }

    [TestCase(400)]
    [TestCase(401)]
    [TestCase(404)]
    public async Task Call_that_is_wrong_itself_does_not_move_on(int status)
    {
        _first.AnswersError(status, "No.");

        var act = () => Client.CreateAsync("Hi", cancellationToken: Guard);

        await act.Should().ThrowAsync<ChatApiException>();
        _second.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Server_that_failed_is_passed_over_for_a_while()
    {
        _first.AnswersError(503, "Busy.");
        await Client.CreateAsync("one", cancellationToken: Guard);

        await Client.CreateAsync("two", cancellationToken: Guard);
        _time.Advance(TimeSpan.FromSeconds(30));
        await Client.CreateAsync("three", cancellationToken: Guard);

        _first.Requests.Should().HaveCount(2, "the second question found it passed over");
        _second.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Server_is_passed_over_for_as_long_as_it_asks()
    {
        _first.Answers(FakeAnswer.Error(429, "Slow down.").WithHeader("Retry-After", "100"));
        await Client.CreateAsync("one", cancellationToken: Guard);

        _time.Advance(TimeSpan.FromSeconds(99));
        await Client.CreateAsync("two", cancellationToken: Guard);
        _time.Advance(TimeSpan.FromSeconds(1));
        await Client.CreateAsync("three", cancellationToken: Guard);

        _first.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Last_server_is_retried_and_its_error_is_the_callers()
    {
        _services = Services(options => options.Servers.Add(new() { BaseAddress = _second.BaseAddress, MaxRetries = 1, RetryDelay = TimeSpan.Zero }));
        _first.AnswersError(503, "First is busy.");
        _second.AnswersError(503, "Second is busy.").AnswersError(503, "Second is busy.");

        var act = () => Client.CreateAsync("Hi", cancellationToken: Guard);

        var failure = (await act.Should().ThrowAsync<ChatApiException>()).Which;
        failure.Message.Should().Contain("Second is busy.");
        failure.Attempts.Should().Be(3);
    }

    [Test]
    public async Task All_servers_are_asked_while_all_are_passed_over()
    {
        _services = Services(options => options.Servers.Add(new() { BaseAddress = _second.BaseAddress, MaxRetries = 0 }));
        _first.AnswersError(503, "Busy.");
        _second.AnswersError(503, "Busy.");
        await FluentActions.Awaiting(() => Client.CreateAsync("one", cancellationToken: Guard)).Should().ThrowAsync<ChatApiException>();

        var answer = await Client.CreateAsync("two", cancellationToken: Guard);

        answer.Text.Should().Be("You said: two");
        _first.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Server_without_an_address_is_the_clients_own_with_another_model()
    {
        _services = Services(options => options.Servers.Add(new() { Model = "smaller" }));
        _first.AnswersError(503, "The larger one is busy.");

        await Client.CreateAsync("Hi", cancellationToken: Guard);

        _first.Requests.Select(request => request.Json!.Value.GetProperty("model").GetString()).Should().Equal("m", "smaller");
        _first.Requests.Should().OnlyContain(request => request.Headers["Authorization"] == "Bearer first-key");
    }

    [Test]
    public async Task Server_that_is_passed_over_is_asked_when_no_other_can_answer()
    {
        _services = Services(options => options.Servers.Add(new() { BaseAddress = _second.BaseAddress, MaxRetries = 0 }));
        _first.AnswersError(503, "Busy.");
        await Client.CreateAsync("one", cancellationToken: Guard);
        _second.AnswersError(503, "Busy too.");

        var answer = await Client.CreateAsync("two", cancellationToken: Guard);

        answer.Text.Should().Be("You said: two");
        _first.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Server_that_answered_again_is_no_longer_passed_over()
    {
        _services = Services(options => options.Servers.Add(new() { BaseAddress = _second.BaseAddress, MaxRetries = 0 }));
        _first.AnswersError(503, "Busy.");
        await Client.CreateAsync("one", cancellationToken: Guard);
        _second.AnswersError(503, "Busy too.");
        await Client.CreateAsync("two", cancellationToken: Guard);

        await Client.CreateAsync("three", cancellationToken: Guard);

        _first.Requests.Should().HaveCount(3);
    }

    [Test]
    public async Task Server_without_an_address_may_have_another_key()
    {
        _services = Services(options => options.Servers.Add(new() { ApiKey = "other-key", Headers = { ["X-Team"] = "two" } }));
        _first.AnswersError(402, "This key has no budget left.");

        await Client.CreateAsync(new ChatCompletionRequest { Model = "asked", Messages = [ChatMessage.User("Hi")] }, cancellationToken: Guard);

        var second = _first.Requests[1];
        second.Headers["Authorization"].Should().Be("Bearer other-key");
        second.Headers["X-Team"].Should().Be("two");
        second.Json!.Value.GetProperty("model").GetString().Should().Be("asked");
    }

    [TestCase("Authorization")]
    [TestCase("api-key")]
    [TestCase("X-Second-Key")]
    public async Task Call_with_a_key_of_its_own_stays_with_its_server(string header)
    {
        _services = Services(options => options.Servers.Add(new() { BaseAddress = _second.BaseAddress, ApiKeyHeader = "X-Second-Key" }));
        var options = new ChatCallOptions { Headers = { [header] = "Bearer callers" } };
        _first.AnswersError(402, "No money.");

        var act = () => Client.CreateAsync("Hi", options, Guard);

        await act.Should().ThrowAsync<RateLimitException>();
        _second.Requests.Should().BeEmpty("it is no business of the second server what key the first has");
    }

    [Test]
    public async Task Call_with_a_query_of_its_own_stays_with_its_server()
    {
        _first.AnswersError(402, "No money.");

        var act = () => Client.CreateAsync("Hi", new ChatCallOptions { Query = { ["key"] = "callers" } }, Guard);

        await act.Should().ThrowAsync<RateLimitException>();
        _second.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Moving_on_is_logged_without_words_of_the_server()
    {
        _first.AnswersError(503, "secret-words");

        await Client.CreateAsync("Hi", cancellationToken: Guard);

        _log.Lines.Should().ContainSingle(line => line.EventId == 5 && line.Level == LogLevel.Warning).Which.Text.Should().Contain("(503)");
        _log.Lines.Should().NotContain(line => line.Text.Contains("secret-words"));
    }

    [Test]
    public void Empty_list_is_refused_when_the_program_starts()
    {
        _services = Services(_ => { });

        var act = () => Client;

        act.Should().Throw<OptionsValidationException>().WithMessage("*Servers is empty*");
    }

    [Test]
    public void Wrong_server_is_named_by_its_place()
    {
        _services = Services(options =>
        {
            options.Servers.Add(Second);
            options.Servers.Add(new() { BaseAddress = "not an address" });
            options.Servers.Add(new());
        });

        var act = () => Client;

        act.Should().Throw<OptionsValidationException>().WithMessage("*Servers[1]: BaseAddress*Servers[2] has neither*");
    }

    [Test]
    public async Task Wrong_list_is_told_once_when_the_host_starts()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddChatClient("fast", options => options.BaseAddress = _first.BaseAddress).AddFallback(_ => { });
        using var host = builder.Build();

        var act = () => host.StartAsync(Guard);

        (await act.Should().ThrowAsync<OptionsValidationException>()).WithMessage("ChatClient 'fast', AddFallback: Servers is empty*");
    }

    [Test]
    public async Task Servers_are_read_from_the_configuration()
    {
        _services = Services(Section(("Servers:0:BaseAddress", _second.BaseAddress), ("Servers:0:Model", "configured"), ("PassOverTime", "00:01:00")));
        _first.AnswersError(503, "Busy.");

        await Client.CreateAsync("Hi", cancellationToken: Guard);

        _second.Requests[0].Json!.Value.GetProperty("model").GetString().Should().Be("configured");
    }

    [TestCase("Server:0:Model", "m", "*'Fallback:Server'*Servers, PassOverTime*")]
    [TestCase("Servers:0:Modell", "m", "*'Fallback:Servers:0:Modell'*")]
    [TestCase("Servers", "http://host", "*'Fallback:Servers' has a value*")]
    [TestCase("PassOverTime", "soon", "*'Fallback:PassOverTime'*")]
    public void Wrong_configuration_is_named(string key, string value, string words)
    {
        _services = Services(Section((key, value)));

        var act = () => Client;

        act.Should().Throw<InvalidOperationException>().WithMessage(words);
    }

    [Test]
    public void Builder_of_another_client_is_refused()
    {
        var act = () => new ServiceCollection().AddHttpClient("other").AddFallback(_ => { });

        act.Should().Throw<ArgumentException>().WithMessage("*'other'*AddChatClient*");
    }

    private static async Task<string> ReadAsync(IAsyncEnumerable<ChatCompletionChunk> chunks)
    {
        var text = "";
        await foreach (var piece in chunks.TextAsync(Guard))
        {
            text += piece;
        }

        return text;
    }

    private static IConfigurationSection Section(params (string Key, string Value)[] entries) => new ConfigurationBuilder()
        .AddInMemoryCollection(entries.Select(entry => KeyValuePair.Create($"Fallback:{entry.Key}", (string?)entry.Value)))
        .Build()
        .GetSection("Fallback");

    private ServiceProvider Services(Action<ChatFallbackOptions> configure) => Build(builder => builder.AddFallback(configure));

    private ServiceProvider Services(IConfiguration section) => Build(builder => builder.AddFallback(section));

    private ServiceProvider Build(Action<IHttpClientBuilder> add)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(_log).SetMinimumLevel(LogLevel.Trace));
        add(services.AddChatClient(options =>
        {
            (options.BaseAddress, options.ApiKey, options.Model, options.TimeProvider) = (_first.BaseAddress, "first-key", "m", _time);
        }));
        return services.BuildServiceProvider();
    }
}
