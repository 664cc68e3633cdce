using ChatSdk.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ChatSdk.Tests.Caching;

/// <summary>
/// Tests that errors are not cached, and that answers are not cached if they are incomplete, too large, or from a resumed stream or a
/// fallback server, or if the call bypasses the cache.
/// </summary>
[TestFixture]
public sealed class NotCachedTests : CacheTest
{
    private static readonly ChatCompletionRequest _request = new() { Messages = [ChatMessage.User("Hi")] };

    private static IEnumerable<TestCaseData> ErrorsAndIncompleteAnswers =>
    [
        Case("error", FakeAnswer.Error(400, "No.")),
        Case("overload", FakeAnswer.Error(503, "Busy.")),
        Case("error with status 200", FakeAnswer.Json("""{"error":{"message":"No."}}""")),
        Case("HTML page", FakeAnswer.Raw("<html></html>", "text/html")),
        Case("invalid JSON", FakeAnswer.Json("""{"choices":[{"mess""")),
        Case("no choice", FakeAnswer.Json("""{"choices":[]}""")),
        Case("answer that reaches the maximum length", FakeAnswer.Json("""{"choices":[{"message":{"content":"a"},"finish_reason":"length"}]}""")),
        Case("filtered answer", FakeAnswer.Json("""{"choices":[{"message":{"content":"a"},"finish_reason":"content_filter"}]}""")),
        Case("failure during generation", FakeAnswer.Json("""{"choices":[{"message":{"content":"a"},"finish_reason":"error"}]}""")),
        Case("one of two choices is incomplete", FakeAnswer.Json("""{"choices":[{"index":0,"message":{"content":"a"},"finish_reason":"stop"},{"index":1,"message":{"content":"b"},"finish_reason":"length"}]}""")),
        Case("answer that is cut off", FakeAnswer.Json(Hi).ThenCuts()),
        Case("stream that is cut off", FakeAnswer.Events(Piece("Hi")).ThenCuts()),
        Case("stream that ends too early", FakeAnswer.Events(Piece("Hi"))),
        Case("stream with an error", FakeAnswer.Events(Piece("Hi"), """{"error":{"message":"No."}}""")),
        Case("stream that reaches the maximum length", FakeAnswer.Events("""{"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"length"}]}""", "[DONE]")),
        Case("stream that is filtered", FakeAnswer.Events("""{"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"content_filter"}]}""", "[DONE]")),
    ];

    [TestCaseSource(nameof(ErrorsAndIncompleteAnswers))]
    public async Task Error_or_incomplete_answer_is_not_cached(FakeAnswer answer)
    {
        var client = NewCached();
        Server.AnswersAlways(answer);

        await SendBothWaysAsync(client);
        await SendBothWaysAsync(client);

        Store.Entries.Should().BeEmpty();
        Server.Requests.Should().HaveCount(4);
    }

    [Test]
    public async Task Resumed_stream_is_not_cached()
    {
        var client = NewCached(client: options => (options.StreamResumption, options.RetryDelay) = (StreamResumption.TrailingMessage, TimeSpan.Zero));
        Server.Streams("Hel").ThenCuts().Streams("lo");

        var text = await ReadAsync(client.CreateStreamAsync("Hi", cancellationToken: Guard));

        text.Should().Be("Hello");
        Store.Entries.Should().BeEmpty();
    }

    [Test]
    public async Task Stream_is_cached_if_resumption_is_enabled_but_was_not_needed()
    {
        var client = NewCached(client: options => options.StreamResumption = StreamResumption.TrailingMessage);
        Server.Streams("Hel", "lo");

        await ReadAsync(client.CreateStreamAsync("Hi", cancellationToken: Guard));
        var text = await ReadAsync(client.CreateStreamAsync("Hi", cancellationToken: Guard));

        text.Should().Be("Hello");
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Abandoned_stream_is_not_cached()
    {
        var client = NewCached();

        await foreach (var chunk in client.CreateStreamAsync("Hi", cancellationToken: Guard))
        {
            break;
        }

        Store.Entries.Should().BeEmpty();
        (await ReadAsync(client.CreateStreamAsync("Hi", cancellationToken: Guard))).Should().Be("You said: Hi");
        Store.Entries.Should().ContainSingle();
    }

    [Test]
    public async Task Canceled_stream_is_not_cached()
    {
        using var caller = new CancellationTokenSource();
        var client = NewCached();
        Server.Answers(FakeAnswer.Events(Piece("Hi")).ThenHangs());

        var act = async () =>
        {
            await foreach (var chunk in client.CreateStreamAsync("Hi", cancellationToken: caller.Token))
            {
                await caller.CancelAsync();
            }
        };

        await act.Should().ThrowAsync<OperationCanceledException>();
        Store.Entries.Should().BeEmpty();
    }

    [TestCase(0, true)]
    [TestCase(-1, false)]
    public async Task Answer_is_cached_unless_it_exceeds_the_maximum_size(int extraBytes, bool isCached)
    {
        var client = NewCached(options => options.MaxAnswerBytes = Hi.Length + extraBytes);
        Server.AnswersAlways(FakeAnswer.Json(Hi));

        await IsCachedAsync(client);

        (await IsCachedAsync(client)).Should().Be(isCached);
    }

    [Test]
    public async Task Stream_that_is_too_large_to_cache_is_still_delivered_completely()
    {
        var client = NewCached(options => options.MaxAnswerBytes = 100);
        Server.Streams("Hel", "lo");

        (await ReadAsync(client.CreateStreamAsync("Hi", cancellationToken: Guard))).Should().Be("Hello");

        Store.Entries.Should().BeEmpty();
    }

    [Test]
    public async Task Call_can_bypass_the_cache()
    {
        var client = NewCached();
        var without = new ChatCallOptions { UseResponseCache = false };

        await IsCachedAsync(client, options: without);
        Store.Entries.Should().BeEmpty();
        await IsCachedAsync(client);

        (await IsCachedAsync(client, options: without)).Should().BeFalse("the call neither reads nor writes the cache");
        (await IsCachedAsync(client)).Should().BeTrue();
    }

    [Test]
    public async Task Answer_from_a_fallback_server_is_not_cached()
    {
        await using var second = await FakeChatServer.StartAsync(Guard);
        var client = NewProgram(services =>
        {
            services.AddDistributedMemoryCache();
            services.AddChatClient(options => (options.BaseAddress, options.Model) = (Server.BaseAddress, "m"))
                .AddResponseCache()
                .AddFallback(options =>
                {
                    options.Servers.Add(new() { BaseAddress = second.BaseAddress });
                    options.Cooldown = TimeSpan.Zero;
                });
        }).GetRequiredService<ChatClient>();
        Server.AnswersJson("""{"error":{"message":"Busy.","code":"overloaded"}}""", 503);

        (await IsCachedAsync(client)).Should().BeFalse();

        second.Requests.Should().ContainSingle();
        (await IsCachedAsync(client)).Should().BeFalse("the answer from the second server is not stored for the first");
        (await IsCachedAsync(client)).Should().BeTrue();
        Server.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Cached_answer_is_returned_while_its_server_is_down()
    {
        var client = NewCached();
        await IsCachedAsync(client);

        await Server.DisposeAsync();

        (await IsCachedAsync(client)).Should().BeTrue();
    }

    private static TestCaseData Case(string name, FakeAnswer answer) => new TestCaseData(answer).SetArgDisplayNames(name);

    private static async Task SendBothWaysAsync(ChatClient client)
    {
        await client.TryCreateAsync(_request, cancellationToken: Guard);
        await foreach (var chunk in client.TryCreateStreamAsync(_request, cancellationToken: Guard).WithCancellation(Guard))
        {
            chunk.Should().NotBeNull();
        }
    }
}
