using ChatSdk.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatSdk.Tests.Faults;

/// <summary>Tests that no log entry and no exception contains the API key, the prompt, the answer, cookies or the query string. Row numbers refer to the table in <c>docs/errors-and-retries.md</c>.</summary>
[TestFixture]
public sealed class SecretLogFaultTests : FaultTest
{
    private const string _secret = "SECRET";
    private const string _key = "sk-SECRET-key";
    private const string _prompt = "my SECRET prompt";
    private const string _html = "<html><body>SECRET</body></html>";

    private static IEnumerable<TestCaseData> Faults =>
    [
        Fault("an error that quotes the key", FakeAnswer.Error(401, $"Incorrect API key provided: {_key}.")),
        Fault("an error that quotes the prompt", FakeAnswer.Json($$"""{"detail":[{"loc":["body"],"msg":"too hot","input":"{{_prompt}}"}]}""", 422)),
        Fault("a content filter that quotes the prompt", FakeAnswer.Json($$$$"""{"error":{"message":"Filtered.","code":"content_filter","innererror":{"quote":"{{{{_prompt}}}}"}}}""", 400)),
        Fault("a redirect", FakeAnswer.Raw("", "text/plain", 307).WithHeader("Location", $"https://example.org/?key={_key}")),
        Fault("an HTML page", FakeAnswer.Raw(_html, "text/html")),
        Fault("truncated JSON", FakeAnswer.Json($$"""{"choices":[{"message":{"content":"{{_prompt}}""")),
        Fault("JSON that is nested too deeply", FakeAnswer.Json($$"""{"SECRET":{{new string('[', 70)}}{{new string(']', 70)}}}""")),
        Fault("invalid JSON after a name", FakeAnswer.Json("""{"SECRET":SECRET}""")),
        Fault("a wait that is too long", FakeAnswer.Error(429, "Later.").WithHeader("Retry-After", "9999").WithHeader("Set-Cookie", _secret)),
        Fault("a reset", FakeAnswer.Json($$"""{"x":"{{_prompt}}",""").ThenResets()),
        Fault("no answer", FakeAnswer.Drop()),
        Fault("a stream that is cut off", FakeAnswer.Events(Piece(_prompt)).ThenCuts()),
        Fault("a stream with an error", FakeAnswer.Events(Piece(_prompt), $$$"""{"error":{"message":"bad key {{{_key}}}","input":"{{{_prompt}}}"}}""")),
        Fault("a stream with invalid JSON", FakeAnswer.Events(Piece(_prompt), """{"SECRET":SECRET}""")),
        Fault("a body that cannot be decompressed", FakeAnswer.Raw(_prompt, "application/json").WithHeader("Content-Encoding", "gzip")),
    ];

    [TestCaseSource(nameof(Faults))]
    [Fault(82, "an exception is converted to a string, with its inner exceptions", "the string has no key, prompt, answer, cookie or query, unless the server's own message quotes the prompt")]
    [Fault(82, "logs are written at level Trace, with `AddChatClient`", "the logs have no key, prompt, answer, cookie or query")]
    public async Task Row_82_exceptions_and_logs_contain_no_secret(FakeAnswer answer)
    {
        using var log = new LogBook();
        await using var provider = Build(log);
        Server.AnswersAlways(answer);
        var client = provider.GetRequiredService<ChatClient>();

        var complete = await FailureOfAsync(() => client.CreateAsync(_prompt, cancellationToken: Guard));
        var streamed = await FailureOfAsync(() => client.CreateStreamAsync(_prompt, cancellationToken: Guard).ToCompletionAsync(Guard));

        complete.ToString().Should().NotContain(_secret);
        streamed.ToString().Should().NotContain(_secret);
        ShouldBeClean(log);
    }

    [Test]
    public async Task Row_82_exception_for_an_unreachable_address_contains_no_query()
    {
        Options.BaseAddress = $"{Http.PuppetServer.DeadAddress()}?key={_key}";

        (await FailAsync<ChatConnectionException>()).ToString().Should().NotContain(_secret);
    }

    [Test]
    public async Task Row_82_exception_for_an_incomplete_answer_does_not_contain_its_text()
    {
        Server.AnswersJson($$"""{"choices":[{"message":{"content":"{{_prompt}}"},"finish_reason":"length"}]}""");
        var answer = await Client.CreateAsync("Hi", cancellationToken: Guard);

        answer.Invoking(it => it.EnsureComplete()).Should().Throw<ChatIncompleteException>().Which.ToString().Should().NotContain(_secret);
    }

    [Test]
    public async Task Row_82_logs_of_successful_calls_contain_no_secret()
    {
        using var log = new LogBook();
        await using var provider = Build(log);
        var client = provider.GetRequiredService<ChatClient>();
        Server.AnswersError(503, "Later.").Answers(FakeAnswer.Text(_prompt).WithHeader("Set-Cookie", _secret));

        await client.CreateAsync(_prompt, cancellationToken: Guard);
        (await ReadAsync(client.CreateStreamAsync(_prompt, cancellationToken: Guard))).Should().Contain(_secret);

        Server.Requests[0].Headers.Values.Count(value => value.Contains(_secret, StringComparison.Ordinal)).Should().Be(3, "the headers Authorization, Cookie and X-Extra contain the secret");
        Server.Requests[0].Query.Should().Contain(_secret);
        ShouldBeClean(log);
    }

    [Test]
    [Fault(82, "fallback servers and the response cache write logs", "the logs have no key, prompt, answer, cookie or query")]
    public async Task Row_82_logs_from_fallback_servers_and_the_cache_contain_no_secret()
    {
        using var log = new LogBook();
        await using var second = await FakeChatServer.StartAsync(Guard);
        await using var provider = Build(log, builder => builder.AddResponseCache().AddFallback(options => options.Servers.Add(new() { BaseAddress = $"{second.BaseAddress}?key={_key}", ApiKey = _key })));
        var client = provider.GetRequiredService<ChatClient>();
        await client.CreateAsync(_prompt, cancellationToken: Guard);
        Server.AnswersError(503, _secret);

        (await client.CreateAsync(_prompt, cancellationToken: Guard)).Response!.IsFromCache.Should().BeTrue();
        await client.CreateAsync($"another {_prompt}", cancellationToken: Guard);

        log.Lines.Select(line => line.EventId).Should().Contain([5, 7]);
        ShouldBeClean(log);
    }

    private static TestCaseData Fault(string name, FakeAnswer answer) => new TestCaseData(answer).SetArgDisplayNames(name);

    private static void ShouldBeClean(LogBook log)
    {
        log.Lines.Should().Contain(line => line.Level == LogLevel.Trace && line.Text.Contains("Authorization", StringComparison.Ordinal), "headers are logged at this level");
        log.Lines.Should().NotContain(line => line.Text.Contains(_secret, StringComparison.Ordinal));
    }

    private static async Task<ChatException> FailureOfAsync(Func<Task> call) => (await call.Should().ThrowAsync<ChatException>()).Which;

    private ServiceProvider Build(LogBook log, Action<IHttpClientBuilder>? add = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        services.AddDistributedMemoryCache();
        var builder = services.AddChatClient(options =>
        {
            (options.BaseAddress, options.Model, options.ApiKey) = ($"{Server.BaseAddress}?key={_key}", "m", _key);
            options.RetryDelay = TimeSpan.FromMilliseconds(1);
            (options.Headers["Cookie"], options.Headers["X-Extra"]) = (_secret, _secret);
            options.CaptureMessageContent = true;
        });
        add?.Invoke(builder);
        return services.BuildServiceProvider();
    }
}
