using System.Globalization;
using System.Text;
using ChatSdk.RedisTest;
using ChatSdk.Tests.Caching;
using ChatSdk.Tests.Samples;
using Microsoft.Extensions.Logging;

namespace ChatSdk.Tests.Redis;

/// <summary>A real Redis as the store, which two programs share.</summary>
[NeedsRedis]
[CancelAfter(60_000)]
public sealed class RedisTests : CacheTest, IDisposable
{
    private RedisServer? _redis;

    [SetUp]
    public async Task StartRedisAsync()
    {
        _redis = await RedisServer.StartAsync(Guard);
    }

    public void Dispose() => _redis?.Dispose();

    [Test]
    public async Task Other_program_gets_the_answers_of_this_one()
    {
        var client = NewCached(store: new RedisStore(_redis!.Port));
        Server.AnswersText("Whole.").Streams("In ", "pieces.");
        await client.CreateAsync("Hi", cancellationToken: Guard);
        await ReadAsync(client.CreateStreamAsync("Hi", cancellationToken: Guard));

        var (exitCode, output, errors) = await SampleProgram.RunAsync("ChatSdk.RedisTest", [_redis.Port.ToString(CultureInfo.InvariantCulture), Server.BaseAddress], Guard);

        (exitCode, errors).Should().Be((0, ""));
        output.Should().Be("Whole. True\n|In |pieces.||");
        Server.Requests.Should().HaveCount(2, "the other program asked nothing");
    }

    [Test]
    public async Task Answer_is_kept_there_for_its_time()
    {
        var store = new RedisStore(_redis!.Port);
        var client = NewCached(options => options.Lifetime = TimeSpan.FromMinutes(5), store: store);

        await client.CreateAsync("Hi", cancellationToken: Guard);

        (await IsKeptAsync(client)).Should().BeTrue();
        var script = Encoding.ASCII.GetBytes("return tostring(redis.call('PTTL', redis.call('KEYS', 'chatsdk:*')[1]))");
        var left = await store.AskAsync(Guard, "EVAL"u8.ToArray(), script, "0"u8.ToArray());
        int.Parse(Encoding.ASCII.GetString(left!), CultureInfo.InvariantCulture).Should().BeInRange(240_000, 300_000);
    }

    [Test]
    public async Task Calls_go_on_when_redis_dies()
    {
        var client = NewCached(store: new RedisStore(_redis!.Port));
        await IsKeptAsync(client);
        (await IsKeptAsync(client)).Should().BeTrue();

        await _redis.KillAsync(Guard);

        (await IsKeptAsync(client)).Should().BeFalse();
        (await ReadAsync(client.CreateStreamAsync("Hi", cancellationToken: Guard))).Should().Be("You said: Hi");
        Log.Lines.Should().ContainSingle(line => line.EventId == 6 && line.Level == LogLevel.Warning && line.Category == "ChatSdk");
    }

    [Test]
    public async Task Redis_that_dies_under_a_stream_does_not_break_it()
    {
        var client = NewCached(store: new RedisStore(_redis!.Port));
        var text = "";

        await foreach (var chunk in client.CreateStreamAsync("Hi", cancellationToken: Guard))
        {
            if (text.Length == 0)
            {
                await _redis.KillAsync(Guard);
            }

            text += chunk.Text;
        }

        text.Should().Be("You said: Hi");
        Log.Lines.Should().ContainSingle(line => line.EventId == 6 && line.Category == "ChatSdk");
    }
}
