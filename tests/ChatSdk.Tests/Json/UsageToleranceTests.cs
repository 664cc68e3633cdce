namespace ChatSdk.Tests.Json;

/// <summary>Tests the fields in which servers report the usage, cached tokens and reasoning.</summary>
[TestFixture]
public sealed class UsageToleranceTests
{
    [TestCase("""{"choices":[],"usage":{"total_tokens":3}}""")]
    [TestCase("""{"choices":[{"usage":{"total_tokens":3}}]}""")]
    [TestCase("""{"choices":[{"usage":{"total_tokens":3}}],"usage":null}""")]
    [TestCase("""{"usage":{"total_tokens":3},"choices":[{"usage":{"total_tokens":9}}]}""")]
    [TestCase("""{"choices":[],"x_groq":{"id":"r","usage":{"total_tokens":3}}}""")]
    [TestCase("""{"choices":[],"x_other":1,"x_groq":{"usage":{"total_tokens":3}}}""")]
    public void Usage_is_read_from_every_known_field(string json)
    {
        WireJson.Read<ChatCompletion>(json).Usage!.TotalTokens.Should().Be(3);
        WireJson.Read<ChatCompletionChunk>(json).Usage!.TotalTokens.Should().Be(3);
        WireJson.Read<TextCompletion>(json).Usage!.TotalTokens.Should().Be(3);
    }

    [TestCase("""{"choices":[],"x_groq":{"usage":7}}""")]
    [TestCase("""{"choices":[],"x_groq":"usage"}""")]
    [TestCase("""{"choices":[],"metrics":{"usage":{"total_tokens":3}}}""")]
    public void Usage_is_not_read_from_unknown_fields_or_values_of_the_wrong_type(string json)
    {
        var completion = WireJson.Read<ChatCompletion>(json);

        completion.Usage.Should().BeNull();
        JsonAssert.AreEqual(json, WireJson.Write(completion));
    }

    [TestCase("""{"prompt_tokens_details":{"cached_tokens":5}}""", 5)]
    [TestCase("""{"prompt_cache_hit_tokens":5,"prompt_cache_miss_tokens":1}""", 5)]
    [TestCase("""{"cached_tokens":5}""", 5)]
    [TestCase("""{"num_cached_tokens":5}""", 5)]
    [TestCase("""{"cache_read_input_tokens":5,"cache_creation_input_tokens":1}""", 5)]
    [TestCase("""{"prompt_tokens_details":{"cached_tokens":5},"cached_tokens":5,"num_cached_tokens":5}""", 5)]
    [TestCase("""{"prompt_tokens_details":{"cached_tokens":null},"cached_tokens":5}""", 5)]
    [TestCase("""{"prompt_tokens_details":{"cached_tokens":0},"cached_tokens":5}""", 0)]
    [TestCase("""{"prompt_tokens_details":null}""", null)]
    [TestCase("{}", null)]
    public void Cached_tokens_are_read_from_every_known_field_and_counted_once(string json, long? cached)
    {
        var usage = WireJson.Read<ChatUsage>(json);

        usage.CachedTokens.Should().Be(cached);
    }

    [TestCase("""{"prompt_tokens_details":{"cache_write_tokens":5}}""", 5)]
    [TestCase("""{"cache_creation_input_tokens":5,"cache_read_input_tokens":1}""", 5)]
    [TestCase("""{"prompt_tokens_details":{"cache_write_tokens":5},"cache_creation_input_tokens":5}""", 5)]
    [TestCase("{}", null)]
    public void Cache_write_tokens_are_read_from_every_known_field_and_counted_once(string json, long? tokens) =>
        WireJson.Read<ChatUsage>(json).CacheWriteTokens.Should().Be(tokens);

    [TestCase("""{"completion_tokens_details":{"reasoning_tokens":5}}""", 5)]
    [TestCase("""{"reasoning_tokens":5}""", 5)]
    [TestCase("""{"completion_tokens_details":{"reasoning_tokens":5},"reasoning_tokens":5}""", 5)]
    [TestCase("{}", null)]
    public void Reasoning_tokens_are_read_from_every_known_field_and_counted_once(string json, long? tokens) =>
        WireJson.Read<ChatUsage>(json).ReasoningTokens.Should().Be(tokens);

    [TestCase("""{"cost":0,"total_tokens":1}""")]
    [TestCase("""{"cost":{"total_cost":0.001},"is_byok":false}""")]
    [TestCase("""{"cached_tokens":5,"num_cached_tokens":5,"prompt_cache_hit_tokens":5}""")]
    [TestCase("""{"cache_read_input_tokens":5,"cache_creation_input_tokens":1,"reasoning_tokens":2}""")]
    [TestCase("""{"prompt_tokens":21,"total_tokens":90}""")]
    public void Usage_is_written_back_as_received(string json) => JsonAssert.AreEqual(json, WireJson.RoundTrip<ChatUsage>(json));

    [TestCase("""{"reasoning_content":"Hm"}""")]
    [TestCase("""{"reasoning":"Hm"}""")]
    [TestCase("""{"content":[{"type":"thinking","thinking":"Hm"}]}""")]
    [TestCase("""{"content":[{"type":"thinking","thinking":[{"type":"text","text":"H"},{"type":"text","text":"m"}]}]}""")]
    [TestCase("""{"content":[{"type":"reasoning","text":"Hm"}]}""")]
    [TestCase("""{"reasoning_details":[{"type":"reasoning.text","text":"H"},{"type":"reasoning.summary","summary":"m"},{"type":"reasoning.encrypted","data":"x"}]}""")]
    [TestCase("""{"reasoning_content":"Hm","reasoning":"Hm","reasoning_details":[{"text":"Hm"}],"content":[{"type":"thinking","thinking":"Hm"}]}""")]
    [TestCase("""{"reasoning_content":"","reasoning":"","reasoning_details":[{"text":"Hm"}]}""")]
    public void Reasoning_is_read_once_from_any_known_field_and_written_back_as_received(string json)
    {
        WireJson.Read<ChatMessage>(json).Reasoning.Should().Be("Hm");
        WireJson.Read<ChatDelta>(json).Reasoning.Should().Be("Hm");
        JsonAssert.AreEqual(json, WireJson.RoundTrip<ChatMessage>(json));
    }
}
