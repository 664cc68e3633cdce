using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatSdk.Tests.Caching;

/// <summary>Tests which requests have the same cache key.</summary>
[TestFixture]
public sealed class CacheKeyTests : CacheTest
{
    private static readonly ChatCompletionRequest _plain = new() { Messages = [ChatMessage.User("Hi")] };

    private static IEnumerable<(ChatCompletionRequest Request, ChatCallOptions? Options)> Others =>
    [
        (_plain with { Messages = [ChatMessage.User("Ho")] }, null),
        (_plain with { Messages = [ChatMessage.System("Be brief."), .. _plain.Messages] }, null),
        (_plain with { Messages = [ChatMessage.System("Hi")] }, null),
        (_plain with { Model = "other" }, null),
        (_plain with { Temperature = 0.2 }, null),
        (_plain.WithField("top_a", 1), null),
        (_plain, new() { Query = { ["x"] = "1" } }),
        (_plain, new() { Headers = { ["x"] = "1" } }),
        (_plain, new() { Headers = { ["x"] = "2" } }),
        (_plain, new() { BaseAddress = "http://127.0.0.1:9/v1" }),
    ];

    [Test]
    public void Change_that_can_affect_the_answer_changes_the_key()
    {
        var keys = Others.Select(other => KeyOf(other.Request, other.Options)).Append(KeyOf(_plain)).Append(KeyOf(_plain, isStream: true));

        keys.Should().OnlyHaveUniqueItems();
    }

    [Test]
    public void Whitespace_and_the_order_of_members_do_not_change_the_key()
    {
        var first = _plain.WithField("a", new JsonObject { ["x"] = 1, ["y"] = new JsonArray(1, 2) }).WithField("b", 2);
        var second = _plain.WithField("b", 2).WithField("a", JsonElement.Parse("""{ "y" : [ 1, 2 ], "x" : 1 }"""));
        var other = _plain.WithField("b", 2).WithField("a", JsonElement.Parse("""{ "y" : [ 2, 1 ], "x" : 1 }"""));

        KeyOf(second).Should().Be(KeyOf(first));
        KeyOf(other).Should().NotBe(KeyOf(first), "the order of an array is significant");
    }

    [Test]
    public void Settings_that_do_not_affect_the_answer_do_not_change_the_key()
    {
        var key = KeyOf(_plain);

        KeyOf(_plain, client: options => options.ApiKey = "another").Should().Be(key);
        KeyOf(_plain, client: options => options.Headers["X-Team"] = "a").Should().Be(key);
        KeyOf(_plain, client: options => options.BaseAddress = "http://127.0.0.1/v1/?key=secret").Should().Be(key);
        KeyOf(_plain, new() { Headers = { ["authorization"] = "Bearer of-the-call" } }).Should().Be(key);
        KeyOf(_plain, new() { IdempotencyKey = "name", MaxRetries = 9 }).Should().Be(key);
        KeyOf(_plain with { Model = "m" }).Should().Be(key, "m is the client's default model");
    }

    [Test]
    public void Key_consists_of_its_prefix_and_a_hash()
    {
        var key = KeyOf(_plain, new() { Headers = { ["X-Secret"] = "secret" }, Query = { ["key"] = "secret" } });

        key.Should().MatchRegex("^chatsdk:[0-9A-F]{64}$");
    }

    [Test]
    public void Key_does_not_change_between_versions() =>
        KeyOf(_plain).Should().Be("chatsdk:425706B0A25244604D94D3ECDB19C8347602E1282576768B332E0AF33E984FC7", "a new key would make all cached answers unreachable");

    [Test]
    public void Key_of_a_deeply_nested_request_is_computed()
    {
        JsonNode deep = 1;
        for (var level = 0; level < 64; level++)
        {
            deep = new JsonObject { ["x"] = deep };
        }

        var act = () => KeyOf(_plain.WithField("deep", deep));

        act.Should().NotThrow();
    }

    [Test]
    public async Task Clients_with_different_key_prefixes_do_not_share_answers()
    {
        var (first, second) = (NewCached(options => options.KeyPrefix = "a:"), NewCached(options => options.KeyPrefix = "b:"));

        await IsCachedAsync(first);

        (await IsCachedAsync(second), await IsCachedAsync(first)).Should().Be((false, true));
        Store.Entries.Keys.Select(key => key[..2]).Should().BeEquivalentTo("a:", "b:");
    }

    [Test]
    public async Task Client_with_another_api_key_gets_the_cached_answer()
    {
        var first = NewCached(client: options => options.ApiKey = "sk-first");
        var second = NewCached(client: options => options.ApiKey = "sk-second");

        await IsCachedAsync(first);

        (await IsCachedAsync(second)).Should().BeTrue();
        Server.Requests.Should().ContainSingle();
    }

    private static string KeyOf(ChatCompletionRequest request, ChatCallOptions? options = null, Action<ChatClientOptions>? client = null, bool isStream = false)
    {
        var settings = new ChatClientOptions { BaseAddress = "http://127.0.0.1", ApiKey = "sk-1" };
        client?.Invoke(settings);
        return CacheKey.Of("chatsdk:", Call.Of(Endpoints.ChatCompletions, settings, options, RequestCheck.Complete(request, new ChatClientOptions { Model = "m" }, isStream), isStream));
    }
}
