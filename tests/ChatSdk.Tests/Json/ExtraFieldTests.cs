using System.Text.Json;

namespace ChatSdk.Tests.Json;

/// <summary>Tests that fields without a property, and fields whose value has the wrong type, are stored in the record that contains them and written back.</summary>
[TestFixture]
public sealed class ExtraFieldTests
{
    private const string _everywhere = """
        {
          "id": "1", "x_top": {"a": [1, 2.50, null]}, "hook_results": [],
          "choices": [{
            "index": 0, "stop_reason": null, "matched_stop": 128009,
            "message": {
              "role": "assistant", "channel": "final",
              "content": [{"type": "text", "text": "Hi", "x_part": 1, "cache_control": {"type": "ephemeral"}}],
              "tool_calls": [{
                "id": "c", "type": "function", "extra_content": {"google": {"thought_signature": "s"}},
                "function": {"name": "f", "arguments": "{}", "x_function": 1}
              }],
              "annotations": [{"type": "url_citation", "x_annotation": 1, "url_citation": {"url": "u", "x_citation": 2}}],
              "reasoning_details": [{"type": "reasoning.text", "text": "t", "x_detail": true}],
              "audio": {"id": "a", "x_audio": 1}
            },
            "logprobs": {"content": [{"token": "Hi", "logprob": -0.1, "x_token": 1}], "token_ids": [5]}
          }],
          "usage": {
            "total_tokens": 3, "queue_time": 0.25,
            "prompt_tokens_details": {"cached_tokens": 1, "video_tokens": 0},
            "completion_tokens_details": {"reasoning_tokens": 2, "image_tokens": 0}
          }
        }
        """;

    [Test]
    public void Unknown_members_are_written_back_at_every_level() =>
        JsonAssert.AreEqual(_everywhere, WireJson.RoundTrip<ChatCompletion>(_everywhere));

    [Test]
    public void Unknown_members_are_stored_in_the_record_that_contains_them()
    {
        var completion = WireJson.Read<ChatCompletion>(_everywhere);
        var message = completion.Message!;

        completion.ExtraFields.Keys.Should().Equal("x_top", "hook_results");
        completion.Choices[0].ExtraFields.Keys.Should().Equal("stop_reason", "matched_stop");
        message.ExtraFields.Keys.Should().Equal("channel");
        message.Content!.Parts![0].ExtraFields.Keys.Should().Equal("x_part");
        message.ToolCalls![0].ExtraFields.Keys.Should().Equal("extra_content");
        message.ToolCalls[0].Function!.ExtraFields.Keys.Should().Equal("x_function");
        completion.Usage!.ExtraFields.Keys.Should().Equal("queue_time");
        completion.Usage.PromptTokensDetails!.ExtraFields.Keys.Should().Equal("video_tokens");
    }

    [Test]
    public void Unknown_members_in_a_chunk_are_written_back()
    {
        const string Json = """
            {"id":"1","obfuscation":"x","choices":[{"index":0,"content_filter_results":{},"delta":{"role":"assistant","token_id":7,
             "tool_calls":[{"index":0,"x_call":1,"function":{"name":"f"}}]}}]}
            """;

        JsonAssert.AreEqual(Json, WireJson.RoundTrip<ChatCompletionChunk>(Json));
    }

    [TestCase("""{"id":{"a":1},"choices":[]}""", "id")]
    [TestCase("""{"choices":"none"}""", "choices")]
    [TestCase("""{"choices":[],"usage":7}""", "usage")]
    [TestCase("""{"choices":[],"usage":[{}]}""", "usage")]
    [TestCase("""{"choices":[{"index":0},"text"]}""", "choices")]
    [TestCase("""{"choices":[],"citations":[{"url":"u"}]}""", "citations")]
    [TestCase("""{"choices":[],"model":["m"]}""", "model")]
    [TestCase("""{"choices":[],"service_tier":{"name":"flex"}}""", "service_tier")]
    public void Member_of_the_wrong_type_is_stored_under_its_name(string json, string name)
    {
        var completion = WireJson.Read<ChatCompletion>(json);

        completion.ExtraFields.Keys.Should().Equal(name);
        var written = WireJson.Write(completion);
        JsonAssert.AreEqual(JsonElement.Parse(json).GetProperty(name), written.GetProperty(name));
        WireJson.Read<ChatCompletion>(written.GetRawText()).Equals(completion).Should().BeTrue();
    }

    [TestCase("""{"tool_calls":[7]}""")]
    [TestCase("""{"name":true}""")]
    [TestCase("""{"reasoning":{"text":"t"}}""")]
    [TestCase("""{"reasoning_details":["a"]}""")]
    [TestCase("""{"function_call":"f"}""")]
    [TestCase("""{"audio":["a"]}""")]
    public void Message_member_of_the_wrong_type_is_written_back(string json) =>
        JsonAssert.AreEqual(json, WireJson.RoundTrip<ChatMessage>(json));

    [TestCase("""{"logit_bias":{"1":"much"}}""")]
    [TestCase("""{"metadata":{"a":1}}""")]
    [TestCase("""{"tools":"all"}""")]
    [TestCase("""{"stop":[1]}""")]
    public void Request_member_of_the_wrong_type_is_written_back(string json)
    {
        var member = JsonElement.Parse(json).EnumerateObject().First();

        JsonAssert.AreEqual(member.Value, WireJson.RoundTrip<ChatCompletionRequest>(json).GetProperty(member.Name));
    }

    [Test]
    public void Extra_field_can_be_looked_up_and_the_exception_for_a_missing_one_names_it()
    {
        var completion = WireJson.Read<ChatCompletion>("""{"x":1}""");

        var missing = () => completion.ExtraFields["y"];

        completion.ExtraFields["x"].GetInt32().Should().Be(1);
        completion.ExtraFields.TryGetValue("y", out _).Should().BeFalse();
        missing.Should().Throw<KeyNotFoundException>().WithMessage("*'y'*");
    }
}
