using System.Text.Json;
using ChatSdk.Testing;
using ChatSdk.Tests.Wire;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;

namespace ChatSdk.Tests.Caching;

/// <summary>Tests that repeated requests are answered from the cache. Most tests use the in-memory cache of .NET.</summary>
[TestFixture]
public sealed class CacheHitTests : CacheTest
{
    private readonly MemoryDistributedCache _memory = NewMemory(new MemoryDistributedCacheOptions());

    private static IEnumerable<string> Captures => WireFixture.All().Where(fixture => fixture.Operation != "models").Select(fixture => fixture.Name);

    [Test]
    public async Task Repeated_request_is_answered_without_the_server()
    {
        var client = NewCached(store: _memory);

        var first = await client.CreateAsync("Hi", cancellationToken: Guard);
        var second = await client.CreateAsync("Hi", cancellationToken: Guard);

        (first.Response!.IsFromCache, second.Response!.IsFromCache).Should().Be((false, true));
        second.Should().Be(first);
        second.Usage!.TotalTokens.Should().BePositive("the usage of the original request is part of the answer");
        (await client.CreateAsync("Hi there", cancellationToken: Guard)).Text.Should().Be("You said: Hi there");
        Server.Requests.Should().HaveCount(2);
    }

    [Test]
    public async Task Cached_answer_that_is_too_large_for_a_client_is_requested_again()
    {
        Server.AnswersText(new string('a', 5000)).AnswersText("Short.");
        await NewCached(store: _memory).CreateAsync("Hi", cancellationToken: Guard);

        var answer = await NewCached(client: options => options.MaxMessageBytes = 4000, store: _memory).CreateAsync("Hi", cancellationToken: Guard);

        answer.Text.Should().Be("Short.");
    }

    [Test]
    public async Task Cached_stream_has_the_same_chunks_as_the_original()
    {
        var client = NewCached(store: _memory);
        Server.Streams("Hel", "lo", "!");

        var first = await ChunksAsync(client);
        var second = await ChunksAsync(client);

        first.Should().HaveCountGreaterThan(3).And.OnlyContain(chunk => !chunk.Response!.IsFromCache);
        second.Should().OnlyContain(chunk => chunk.Response!.IsFromCache);
        second.Select(chunk => JsonSerializer.Serialize(chunk)).Should().Equal(first.Select(chunk => JsonSerializer.Serialize(chunk)));
        (await client.CreateStreamAsync("Hi", cancellationToken: Guard).ToCompletionAsync(Guard)).Text.Should().Be("Hello!");
        Server.Requests.Should().ContainSingle();
    }

    [TestCaseSource(nameof(Captures))]
    public async Task Second_answer_to_a_request_equals_the_first(string name)
    {
        var fixture = WireFixture.Load(name);
        var client = NewCached(store: _memory);
        Server.AnswersAlways(FakeAnswer.Bytes(fixture.Body, fixture.Headers["content-type"], fixture.Status));

        var first = await FixturePlayer.PlayAsync(client, fixture);
        var second = await FixturePlayer.PlayAsync(client, fixture);

        JsonSerializer.Serialize(second.Answer).Should().Be(JsonSerializer.Serialize(first.Answer));
        (second.Chunks, second.StreamedText, second.Error?.Message).Should().Be((first.Chunks, first.StreamedText, first.Error?.Message));
        Server.Requests.Should().HaveCount(first.Error is null && first.Answer is IModelAnswer { IsComplete: true } ? 1 : 2);
    }

    [Test]
    public async Task Cached_stream_can_be_read_concurrently()
    {
        var client = NewCached(store: _memory);
        var text = string.Concat(Enumerable.Range(0, 200).Select(number => $"{number} "));
        Server.Streams([.. Enumerable.Range(0, 200).Select(number => $"{number} ")]);
        await ReadAsync(client.CreateStreamAsync("Hi", cancellationToken: Guard));

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => ReadAsync(client.CreateStreamAsync("Hi", cancellationToken: Guard)))));

        answers.Should().HaveCount(50).And.OnlyContain(read => read == text);
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Concurrent_equal_requests_all_get_the_answer()
    {
        var client = NewCached(store: _memory);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ => (await client.CreateAsync("Hi", cancellationToken: Guard)).Text));

        answers.Should().OnlyContain(text => text == "You said: Hi");
        var requests = Server.Requests.Count;
        (await IsCachedAsync(client)).Should().BeTrue();
        Server.Requests.Should().HaveCount(requests);
    }

    [Test]
    public async Task Text_completion_is_cached()
    {
        var client = NewCached(store: _memory);

        await client.CreateTextAsync(new() { Prompt = "Hi" }, cancellationToken: Guard);
        var again = await client.CreateTextAsync(new() { Prompt = "Hi" }, cancellationToken: Guard);

        again.Response!.IsFromCache.Should().BeTrue();
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task List_of_models_is_not_cached()
    {
        var client = NewCached();

        await client.ListModelsAsync(cancellationToken: Guard);
        await client.ListModelsAsync(cancellationToken: Guard);

        Server.Requests.Should().HaveCount(2);
        Store.Entries.Should().BeEmpty();
    }

    [Test]
    public async Task Answer_expires_after_its_lifetime()
    {
        var clock = new StoreClock();
        var memory = NewMemory(new MemoryDistributedCacheOptions { Clock = clock });
        var client = NewCached(options => options.Lifetime = TimeSpan.FromMinutes(5), store: memory);
        await IsCachedAsync(client);

        clock.UtcNow += TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1);
        var before = await IsCachedAsync(client);
        clock.UtcNow += TimeSpan.FromSeconds(2);
        var after = await IsCachedAsync(client);

        (before, after).Should().Be((true, false));
    }

    [Test]
    public async Task Answer_is_cached_for_an_hour_by_default()
    {
        await IsCachedAsync(NewCached());

        Store.LastOptions!.AbsoluteExpirationRelativeToNow.Should().Be(TimeSpan.FromHours(1));
        Store.LastOptions.SlidingExpiration.Should().BeNull();
    }

    [Test]
    public async Task Cache_and_key_prefix_are_set_separately_for_each_named_client()
    {
        var program = NewProgram(services =>
        {
            services.AddDistributedMemoryCache();
            services.AddChatClient("cached", Set).AddResponseCache();
            services.AddChatClient("separate", Set).AddResponseCache(options => options.KeyPrefix = "separate:");
            services.AddChatClient("uncached", Set);
        });
        var (cached, separate, uncached) = (Of("cached"), Of("separate"), Of("uncached"));

        await IsCachedAsync(cached);

        (await IsCachedAsync(cached), await IsCachedAsync(separate), await IsCachedAsync(uncached)).Should().Be((true, false, false));
        (await IsCachedAsync(separate), await IsCachedAsync(uncached)).Should().Be((true, false));

        void Set(ChatClientOptions options) => (options.BaseAddress, options.Model) = (Server.BaseAddress, "m");
        ChatClient Of(string name) => program.GetRequiredKeyedService<ChatClient>(name);
    }

    private static MemoryDistributedCache NewMemory(MemoryDistributedCacheOptions options) => new(Microsoft.Extensions.Options.Options.Create(options));

    private static async Task<List<ChatCompletionChunk>> ChunksAsync(ChatClient client)
    {
        List<ChatCompletionChunk> chunks = [];
        await foreach (var chunk in client.CreateStreamAsync("Hi", cancellationToken: Guard))
        {
            chunks.Add(chunk);
        }

        return chunks;
    }

    private sealed class StoreClock : Microsoft.Extensions.Internal.ISystemClock
    {
        public DateTimeOffset UtcNow { get; set; } = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    }
}
