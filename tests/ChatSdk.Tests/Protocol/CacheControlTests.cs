using ChatSdk.Tests.Json;

namespace ChatSdk.Tests.Protocol;

/// <summary>Tests the <c>cache_control</c> marks for the server's prompt cache, and the number of tokens that are written to this cache.</summary>
[TestFixture]
public sealed class CacheControlTests : ClientTest
{
    private const string _mark = """{"type":"ephemeral","ttl":"1h"}""";

    private static readonly CacheControl _hour = CacheControl.Ephemeral with { Ttl = "1h" };

    private static readonly ContentPart[] _parts =
    [
        ContentPart.FromText("Hi"), ContentPart.FromImage("https://h/1.png"), ContentPart.FromAudio([1], "wav"), ContentPart.FromFile(new() { FileId = "f" }),
        new RefusalPart { Refusal = "No." }, new ThinkingPart { Thinking = System.Text.Json.JsonElement.Parse("\"Hm.\"") }, new UnknownPart { Type = "later" },
    ];

    [Test]
    public async Task Marks_are_sent_where_they_are_set()
    {
        await Client.CreateAsync(
            new ChatCompletionRequest
            {
                Messages = [ChatMessage.System(ContentPart.FromText("Book") with { CacheControl = CacheControl.Ephemeral }), ChatMessage.User("Hi")],
                Tools = [ChatTool.CreateFunction("f") with { CacheControl = _hour }],
                CacheControl = _hour,
            },
            cancellationToken: Guard);

        var sent = Server.Requests[0].Json!.Value;
        JsonAssert.AreEqual("""[{"type":"text","text":"Book","cache_control":{"type":"ephemeral"}}]""", sent.GetProperty("messages")[0].GetProperty("content"));
        JsonAssert.AreEqual(_mark, sent.GetProperty("tools")[0].GetProperty("cache_control"));
        JsonAssert.AreEqual(_mark, sent.GetProperty("cache_control"));
    }

    [TestCaseSource(nameof(_parts))]
    public void Mark_on_a_part_is_written_and_read(ContentPart part)
    {
        ContentPart marked = part with { CacheControl = _hour };

        var json = WireJson.Write(new ChatMessage { Content = [marked] });

        JsonAssert.AreEqual(_mark, json.GetProperty("content")[0].GetProperty("cache_control"));
        WireJson.Read<ChatMessage>(json.GetRawText()).Content!.Parts.Should().Equal(marked);
    }

    [Test]
    public void Mark_in_an_unknown_form_is_preserved()
    {
        const string Json = """{"content":[{"type":"text","text":"Hi","cache_control":true}]}""";

        JsonAssert.AreEqual(Json, WireJson.Write(WireJson.Read<ChatMessage>(Json)));
    }

    [TestCase("""{"prompt_tokens_details":{"cache_write_tokens":7}}""")]
    [TestCase("""{"cache_creation_input_tokens":7}""")]
    [TestCase("""{"cache_write_tokens":7}""")]
    [TestCase("""{"prompt_tokens_details":{"cache_creation_tokens":7}}""")]
    [TestCase("""{"prompt_tokens_details":{"cache_creation_input_tokens":7,"cache_type":"ephemeral"}}""")]
    [TestCase("""{"prompt_tokens_details":{"cache_creation":{"ephemeral_5m_input_tokens":3,"ephemeral_1h_input_tokens":4}}}""")]
    [TestCase("""{"cache_creation":{"ephemeral_5m_input_tokens":7,"ephemeral_1h_input_tokens":0}}""")]
    [TestCase("""{"prompt_tokens_details":{"cache_creation_token_details":{"ephemeral_5m_input_tokens":7}}}""")]
    public void Number_of_tokens_written_to_the_cache_is_read_from_every_known_field(string json)
    {
        var usage = WireJson.Read<ChatUsage>(json);

        usage.CacheWriteTokens.Should().Be(7);
        UsageTotal.Add(usage, usage)!.CacheWriteTokens.Should().Be(14);
        JsonAssert.AreEqual(json, WireJson.Write(usage));
    }

    [TestCase("{}")]
    [TestCase("""{"cache_creation":{}}""")]
    [TestCase("""{"cache_creation":true,"cache_write_tokens":"many"}""")]
    public void Missing_or_invalid_cache_write_count_is_read_as_null(string json) => WireJson.Read<ChatUsage>(json).CacheWriteTokens.Should().BeNull();
}
