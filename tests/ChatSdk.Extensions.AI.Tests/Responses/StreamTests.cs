using ChatSdk.Testing;

namespace ChatSdk.Extensions.AI.Tests.Responses;

/// <summary>Tests how the chunks of a stream are mapped to updates.</summary>
[TestFixture]
public sealed class StreamTests : AdapterTest
{
    private const string Finish = """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""";

    [Test]
    public async Task Each_chunk_becomes_an_update_with_the_metadata_of_the_first_chunk()
    {
        var updates = await StreamAsync(
            null,
            """{"id":"1","created":1770000000,"model":"x","choices":[{"index":0,"delta":{"role":"assistant","name":"Ada","content":""}}]}""",
            """{"id":"2","choices":[{"index":0,"delta":{"reasoning_content":"Hm."}}]}""",
            """{"choices":[{"index":0,"delta":{"content":"Hi"}}]}""",
            Finish);

        updates.Should().HaveCount(4);
        updates.Should().OnlyContain(update =>
            update.ResponseId == "1" && update.MessageId == "1" && update.Role == AIRole.Assistant && update.AuthorName == "Ada" && update.ModelId == "x"
            && update.CreatedAt == DateTimeOffset.FromUnixTimeSeconds(1770000000) && update.RawRepresentation is ChatCompletionChunk);
        updates.Select(update => update.FinishReason).Should().Equal(null, null, null, ChatFinishReason.Stop);
        updates.Select(update => string.Concat(update.Contents)).Should().Equal("", "Hm.", "Hi", "");
        updates[1].Contents.Should().ContainSingle().Which.Should().BeOfType<TextReasoningContent>();
        updates.SelectMany(update => update.Contents).Should().OnlyContain(content => content.RawRepresentation != null);
    }

    [Test]
    public async Task Accumulated_tool_calls_are_returned_once_even_if_the_finish_reason_is_stop()
    {
        var updates = await StreamAsync(
            null,
            """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a\""}}]}}]}""",
            """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"c2","type":"function","function":{"name":"g","arguments":""}}]}}]}""",
            """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":":1}"}},{"index":1,"function":{"arguments":"{"}}]}}]}""",
            Finish);

        updates.Take(4).SelectMany(update => update.Contents).Should().BeEmpty();
        var calls = updates.Should().HaveCount(5).And.Subject.Last().Contents.Cast<FunctionCallContent>().ToList();
        calls.Select(call => (call.CallId, call.Name)).Should().Equal(("c1", "f"), ("c2", "g"));
        calls[0].Arguments!["a"]!.ToString().Should().Be("1");
        calls[1].Exception.Should().NotBeNull();
        calls.Should().OnlyContain(call => call.RawRepresentation is ChatToolCall);
    }

    [Test]
    public async Task Resumed_stream_is_one_response_with_the_usage_of_all_requests()
    {
        using var client = new ChatClient(new ChatClientOptions { BaseAddress = Server.BaseAddress, Model = "m", RetryDelay = TimeSpan.Zero, StreamResumption = StreamResumption.TrailingMessage });
        Server.Answers(FakeAnswer.Events("""{"id":"1","choices":[{"index":0,"delta":{"role":"assistant","content":"Hel"}}],"usage":{"total_tokens":4}}"""));
        Server.Answers(FakeAnswer.Events("""{"id":"2","choices":[{"index":0,"delta":{"role":"assistant","content":"lo"}}],"usage":{"total_tokens":5}}""", Finish, "[DONE]"));

        var response = await client.AsIChatClient().GetStreamingResponseAsync("Hi", null, Guard).ToChatResponseAsync(Guard);

        response.Messages.Should().ContainSingle().Which.Text.Should().Be("Hello");
        (response.ResponseId, response.Usage!.TotalTokenCount).Should().Be(("1", 9L));
    }

    [Test]
    public async Task Usage_is_returned_once()
    {
        var updates = await StreamAsync(
            null,
            """{"choices":[{"index":0,"delta":{"content":"a"}}],"usage":{"prompt_tokens":5,"completion_tokens":1,"total_tokens":6}}""",
            """{"choices":[{"index":0,"delta":{"content":"b"},"finish_reason":"stop"}],"usage":{"prompt_tokens":5,"completion_tokens":2,"total_tokens":7}}""");

        var usage = updates.SelectMany(update => update.Contents).OfType<UsageContent>().Should().ContainSingle().Subject;
        usage.Details.TotalTokenCount.Should().Be(7);
        usage.RawRepresentation.Should().BeOfType<ChatUsage>();
        updates.ToChatResponse().Usage!.TotalTokenCount.Should().Be(7);
    }

    [Test]
    public async Task Reasoning_text_is_omitted_if_the_caller_turns_it_off()
    {
        ChatOptions options = new() { Reasoning = new() { Output = ReasoningOutput.None } };

        var updates = await StreamAsync(options, """{"choices":[{"index":0,"delta":{"reasoning_content":"Hm."}}]}""", """{"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}]}""");

        updates.SelectMany(update => update.Contents).OfType<TextReasoningContent>().Should().ContainSingle().Which.Text.Should().BeEmpty();
        updates.ToChatResponse().Text.Should().Be("Hi");
    }

    [Test]
    public async Task Accumulated_refusal_is_returned_once()
    {
        var updates = await StreamAsync(null, """{"choices":[{"index":0,"delta":{"refusal":"I am "}}]}""", """{"choices":[{"index":0,"delta":{"refusal":"sorry."}}]}""", Finish);

        updates.SelectMany(update => update.Contents).Should().ContainSingle().Which.Should().BeOfType<ErrorContent>().Which.Message.Should().Be("I am sorry.");
    }

    [Test]
    public async Task Citations_are_returned_at_the_end()
    {
        var updates = await StreamAsync(
            null,
            """{"choices":[{"index":0,"delta":{"content":"Hi","annotations":[{"type":"url_citation","url_citation":{"url":"https://host/a"}}]}}]}""",
            Finish);

        updates[^1].Contents.Should().ContainSingle().Which.Annotations.Should().ContainSingle().Which.Should().BeOfType<CitationAnnotation>().Which.AnnotatedRegions.Should().BeNull();
        updates.ToChatResponse().Text.Should().Be("Hi");
    }

    [Test]
    public async Task First_choice_is_streamed_and_each_other_choice_is_returned_in_one_update()
    {
        ChatOptions options = new() { AdditionalProperties = new() { ["n"] = 2 } };

        var updates = await StreamAsync(
            options,
            """{"id":"1","choices":[{"index":1,"delta":{"role":"assistant","content":"B"}},{"index":0,"delta":{"role":"assistant","content":"A"}}]}""",
            """{"id":"1","choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}""",
            """{"id":"1","choices":[{"index":1,"delta":{"content":"b"},"finish_reason":"length"}]}""");

        updates.Select(update => (update.Text, update.MessageId)).Should().Equal(("A", "1"), ("a", "1"), ("", "1"), ("Bb", "1-1"));
        updates.ToChatResponse().FinishReason.Should().Be(ChatFinishReason.Stop);
    }

    [Test]
    public async Task Choices_are_merged_into_one_message_if_only_one_was_requested()
    {
        var updates = await StreamAsync(
            null,
            """{"id":"1","choices":[{"index":0,"delta":{"content":"A"},"finish_reason":"stop"},{"index":1,"delta":{"content":"B"},"finish_reason":"stop"},{"index":2,"delta":{"content":"C"},"finish_reason":"stop"}]}""");

        updates.ToChatResponse().Messages.Select(message => (message.Text, message.MessageId)).Should().Equal(("ABC", "1"));
    }

    [Test]
    public async Task Single_choice_can_have_any_index()
    {
        var updates = await StreamAsync(null, """{"choices":[{"index":1,"delta":{"content":"Hi"},"finish_reason":"stop"}]}""");

        updates.Should().ContainSingle().Which.Text.Should().Be("Hi");
    }

    [Test]
    public async Task Extra_fields_are_returned_at_the_end()
    {
        var updates = await StreamAsync(null, """{"id":"1","service_note":"n","choices":[{"index":0,"delta":{"content":"Hi","plan":"a"}}]}""", Finish);

        var answer = updates.ToChatResponse();
        answer.Messages[0].AdditionalProperties!["plan"]!.ToString().Should().Be("a");
        answer.AdditionalProperties!["service_note"]!.ToString().Should().Be("n");
    }
}
