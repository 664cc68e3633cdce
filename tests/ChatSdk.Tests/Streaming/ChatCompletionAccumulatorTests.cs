using ChatSdk.Tests.Json;

namespace ChatSdk.Tests.Streaming;

/// <summary>Tests that chunks are accumulated into the completion that the same call would return without streaming.</summary>
[TestFixture]
public sealed class ChatCompletionAccumulatorTests
{
    [Test]
    public void Accumulated_completion_equals_the_one_that_is_returned_without_streaming()
    {
        var completion = Accumulated.Chunks(
            """{"id":"c1","object":"chat.completion.chunk","created":1700000000,"model":"m","system_fingerprint":"fp","service_tier":"default","choices":[{"index":0,"delta":{"role":"assistant","name":"Ada","content":"","refusal":null},"logprobs":null,"finish_reason":null}],"usage":null}""",
            """{"id":"c1","object":"chat.completion.chunk","created":1700000000,"model":"m","system_fingerprint":"fp","service_tier":"default","choices":[{"index":0,"delta":{"content":"Let me "},"finish_reason":null}],"usage":null}""",
            """{"id":"c1","object":"chat.completion.chunk","created":1700000000,"model":"m","system_fingerprint":"fp","service_tier":"default","choices":[{"index":0,"delta":{"content":"look."},"finish_reason":null}],"usage":null}""",
            """{"id":"c1","object":"chat.completion.chunk","created":1700000000,"model":"m","system_fingerprint":"fp","service_tier":"default","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"t","type":"function","function":{"name":"f","arguments":""}}]},"finish_reason":null}],"usage":null}""",
            """{"id":"c1","object":"chat.completion.chunk","created":1700000000,"model":"m","system_fingerprint":"fp","service_tier":"default","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{}"}}]},"finish_reason":null}],"usage":null}""",
            """{"id":"c1","object":"chat.completion.chunk","created":1700000000,"model":"m","system_fingerprint":"fp","service_tier":"default","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}],"usage":null}""",
            """{"id":"c1","object":"chat.completion.chunk","created":1700000000,"model":"m","system_fingerprint":"fp","service_tier":"default","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3,"prompt_tokens_details":{"cached_tokens":0}}}""");

        var complete = WireJson.Read<ChatCompletion>("""
            {"id":"c1","object":"chat.completion","created":1700000000,"model":"m","system_fingerprint":"fp","service_tier":"default",
             "choices":[{"index":0,"finish_reason":"tool_calls","logprobs":null,"message":{"role":"assistant","name":"Ada","content":"Let me look.","refusal":null,
              "tool_calls":[{"id":"t","type":"function","function":{"name":"f","arguments":"{}"}}]}}],
             "usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3,"prompt_tokens_details":{"cached_tokens":0}}}
            """);
        JsonAssert.AreEqual(WireJson.Write(complete), WireJson.Write(completion));
        completion.Equals(complete).Should().BeTrue();
    }

    [Test]
    public void Interleaved_choices_are_separate_and_in_order()
    {
        var completion = Accumulated.Chunks(
            """{"choices":[{"index":1,"delta":{"content":"b"}}]}""",
            """{"choices":[{"index":0,"delta":{"content":"a"}}]}""",
            """{"choices":[{"index":1,"delta":{"content":"B"}},{"index":0,"delta":{"content":"A"}}]}""",
            """{"choices":[{"index":1,"delta":{},"finish_reason":"length"}]}""",
            """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""");

        completion.Choices.Select(choice => (choice.Index, choice.Message!.Text, choice.FinishReason))
            .Should().Equal((0, "aA", FinishReason.Stop), (1, "bB", FinishReason.Length));
    }

    [Test]
    public void Choices_without_an_index_are_distinguished_by_their_position()
    {
        var completion = Accumulated.Chunks(
            """{"choices":[{"delta":{"content":"a"}},{"delta":{"content":"b"}}]}""",
            """{"choices":[{"delta":{"content":"A"}},{"delta":{"content":"B"}}]}""");

        completion.Choices.Select(choice => choice.Message!.Text).Should().Equal("aA", "bB");
    }

    [Test]
    public void Log_probabilities_are_joined()
    {
        var completion = Accumulated.Chunks(
            """{"choices":[{"index":0,"logprobs":{"content":[{"token":"a","logprob":-0.1}],"refusal":null}}]}""",
            """{"choices":[{"index":0,"logprobs":null}]}""",
            """{"choices":[{"index":0,"logprobs":{"content":[{"token":"b","logprob":-0.2}],"refusal":[{"token":"c"}]}}]}""");

        JsonAssert.AreEqual(
            """{"content":[{"token":"a","logprob":-0.1},{"token":"b","logprob":-0.2}],"refusal":[{"token":"c"}]}""",
            WireJson.Write(completion.Choices[0].LogProbs!));
    }

    [Test]
    public void Unknown_members_in_the_log_probabilities_are_preserved() => Accumulated
        .Chunks("""{"choices":[{"index":0,"logprobs":{"x":1}}]}""", """{"choices":[{"index":0,"logprobs":{"content":[],"y":2}}]}""")
        .Choices[0].LogProbs!.ExtraFields.Keys.Should().Equal("x", "y");

    [Test]
    public void Last_usage_is_used()
    {
        var completion = Accumulated.Chunks(
            """{"choices":[],"usage":{"total_tokens":1}}""",
            """{"choices":[{"index":0,"usage":{"total_tokens":2}}]}""",
            """{"choices":[],"usage":null}""",
            """{"choices":[],"usage":{"total_tokens":3}}""",
            """{"choices":[]}""");

        completion.Usage!.TotalTokens.Should().Be(3);
    }

    [Test]
    public void Property_is_preserved_when_later_chunks_lack_it()
    {
        var completion = Accumulated.Chunks(
            """{"id":"","created":0,"model":"","choices":[],"prompt_filter_results":[]}""",
            """{"id":"1","created":5,"model":"m","provider":"P","citations":["u"],"x":1,"choices":[]}""",
            """{"id":"2","created":0,"model":"m-2","x":2,"choices":[]}""",
            """{"choices":[]}""");

        JsonAssert.AreEqual(
            """{"id":"1","object":"chat.completion","created":5,"model":"m-2","provider":"P","citations":["u"],"choices":[],"prompt_filter_results":[],"x":2}""",
            WireJson.Write(completion));
    }

    [Test]
    public void Finish_reason_is_preserved_when_later_chunks_lack_it() => Accumulated
        .Chunks("""{"choices":[{"index":0,"finish_reason":"stop","stop_reason":7}]}""", """{"choices":[{"index":0,"finish_reason":null}]}""", """{"choices":[{"index":0,"finish_reason":""}]}""")
        .Should().BeEquivalentTo(new { FinishReason = FinishReason.Stop });

    [Test]
    public void Last_finish_reason_is_used() => Accumulated
        .Chunks("""{"choices":[{"index":0,"finish_reason":"length"}]}""", """{"choices":[{"index":0,"finish_reason":"stop"}]}""")
        .FinishReason.Should().Be(FinishReason.Stop);

    [Test]
    public void Last_usage_in_a_choice_is_used() => Accumulated
        .Chunks("""{"choices":[{"index":0,"usage":{"total_tokens":1}}]}""", """{"choices":[{"index":0,"usage":{"total_tokens":2}}]}""", """{"choices":[{"index":0}]}""")
        .Choices[0].Usage!.TotalTokens.Should().Be(2);

    [Test]
    public void First_id_and_last_value_of_every_other_property_are_used()
    {
        const string First = """{"id":"1","created":1,"model":"m","system_fingerprint":"f","service_tier":"flex","provider":"p","citations":["a"],"choices":[]}""";
        const string Second = """{"id":"2","created":2,"model":"n","system_fingerprint":"g","service_tier":"auto","provider":"q","citations":["b"],"choices":[]}""";
        const string Nothing = """{"created":0,"choices":[],"usage":{"total_tokens":1}}""";

        Of(Nothing, First, Nothing).Should().Be("1 1 m f flex p a");
        Of(First, Second, Nothing).Should().Be("1 2 n g auto q b");
        foreach (var member in new[] { "created", "model", "system_fingerprint", "service_tier", "provider" })
        {
            var value = System.Text.Json.Nodes.JsonNode.Parse(Second)![member]!.ToJsonString();
            Of(First, $$"""{"{{member}}":{{value}},"choices":[]}""").Should().Contain($" {value.Trim('"')} ", "a new {0} must be used", member);
        }

        static string Of(params string[] chunks)
        {
            var answer = Accumulated.Chunks(chunks);
            return $"{answer.Id} {answer.Created} {answer.Model} {answer.SystemFingerprint} {answer.ServiceTier} {answer.Provider} {answer.Citations?[0]}";
        }
    }

    [Test]
    public void Completion_is_available_at_any_time()
    {
        var answer = new ChatCompletionAccumulator();
        List<ChatCompletion> completions = [answer.ToCompletion()];

        foreach (var text in new[] { "a", "b", "c" })
        {
            answer.Add(WireJson.Read<ChatCompletionChunk>($$$"""{"choices":[{"delta":{"content":"{{{text}}}","tool_calls":[{"index":0,"function":{"name":"f","arguments":"{{{text}}}"}}]}}]}"""));
            completions.Add(answer.ToCompletion());
        }

        completions.Select(completion => completion.Text).Should().Equal("", "a", "ab", "abc");
        completions.Skip(1).Select(completion => completion.ToolCalls[0].Function!.Arguments).Should().Equal("a", "ab", "abc");
        answer.Count.Should().Be(3);
        answer.ToCompletion().Equals(answer.ToCompletion()).Should().BeTrue();
    }

    [Test]
    public void Null_chunk_throws()
    {
        var add = () => new ChatCompletionAccumulator().Add(null!);

        add.Should().Throw<ArgumentNullException>().WithParameterName("chunk");
    }
}
