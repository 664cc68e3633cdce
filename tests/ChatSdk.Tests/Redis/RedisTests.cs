using ChatSdk.Tests.Caching;
using ChatSdk.Tests.Samples;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace ChatSdk.Tests.Redis;

/// <summary>Tests the response cache with a real Redis server, which two programs share.</summary>
[NeedsRedis]
[CancelAfter(60_000)]
public sealed class RedisTests : CacheTest, IDisposable
{
    private RedisServer? _redis;
    private ConnectionMultiplexer? _connection;

    [SetUp]
    public async Task StartRedisAsync()
    {
        _redis = await RedisServer.StartAsync(Guard);

        // With this policy, a command without a connection fails at once and does not wait for a new connection.
        var configuration = ConfigurationOptions.Parse(_redis.Address);
        configuration.BacklogPolicy = BacklogPolicy.FailFast;
        _connection = await ConnectionMultiplexer.ConnectAsync(configuration);
    }

    public void Dispose()
    {
        _connection?.Dispose();
        _redis?.Dispose();
    }

    [Test]
    public async Task Another_program_gets_the_cached_answers()
    {
        var client = NewCachedInRedis();
        Server.AnswersText("Complete.").Streams("In ", "chunks.");
        await client.CreateAsync("Hi", cancellationToken: Guard);
        await ReadAsync(client.CreateStreamAsync("Hi", cancellationToken: Guard));

        var (exitCode, output, errors) = await SampleProgram.RunAsync("ChatSdk.RedisTest", [_redis!.Address, Server.BaseAddress], Guard);

        (exitCode, errors).Should().Be((0, ""));
        output.Should().Be("Complete. True\n|In |chunks.||");
        Server.Requests.Should().HaveCount(2, "the other program sent no request");
    }

    [Test]
    public async Task Answer_is_stored_for_the_configured_lifetime()
    {
        var client = NewCachedInRedis(options => options.Lifetime = TimeSpan.FromMinutes(5));

        await client.CreateAsync("Hi", cancellationToken: Guard);

        (await IsCachedAsync(client)).Should().BeTrue();
        var keys = _connection!.GetServers().Single().KeysAsync(pattern: "chatsdk:*");
        var key = (await keys.ToListAsync(Guard)).Should().ContainSingle().Subject;
        (await _connection.GetDatabase().KeyTimeToLiveAsync(key)).Should().BePositive().And.BeCloseTo(TimeSpan.FromSeconds(270), TimeSpan.FromSeconds(30));
    }

    [Test]
    public async Task Calls_succeed_without_the_cache_after_redis_has_crashed()
    {
        var client = NewCachedInRedis();
        await IsCachedAsync(client);
        (await IsCachedAsync(client)).Should().BeTrue();

        await _redis!.KillAsync(Guard);

        (await IsCachedAsync(client)).Should().BeFalse();
        (await ReadAsync(client.CreateStreamAsync("Hi", cancellationToken: Guard))).Should().Be("You said: Hi");
        Log.Lines.Should().ContainSingle(line => line.EventId == 6 && line.Level == LogLevel.Warning && line.Category == "ChatSdk");
    }

    [Test]
    public async Task Stream_continues_if_redis_crashes()
    {
        var client = NewCachedInRedis();
        var text = "";

        await foreach (var chunk in client.CreateStreamAsync("Hi", cancellationToken: Guard))
        {
            if (text.Length == 0)
            {
                await _redis!.KillAsync(Guard);
            }

            text += chunk.Text;
        }

        text.Should().Be("You said: Hi");
        Log.Lines.Should().ContainSingle(line => line.EventId == 6 && line.Category == "ChatSdk");
    }

    /// <summary>Creates a client that caches in Redis through Microsoft.Extensions.Caching.StackExchangeRedis. <c>MaxWait</c> is too long to affect the result.</summary>
    private ChatClient NewCachedInRedis(Action<ChatResponseCacheOptions>? configure = null) => NewCached(
        services => services.AddStackExchangeRedisCache(options => options.ConnectionMultiplexerFactory = () => Task.FromResult<IConnectionMultiplexer>(_connection!)),
        options =>
        {
            options.MaxWait = TimeSpan.FromSeconds(30);
            configure?.Invoke(options);
        });
}
