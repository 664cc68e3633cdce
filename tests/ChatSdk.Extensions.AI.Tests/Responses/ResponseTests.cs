using System.Text.Json;

namespace ChatSdk.Extensions.AI.Tests.Responses;

/// <summary>Tests how an answer that is not streamed is mapped to a <c>ChatResponse</c>.</summary>
[TestFixture]
public sealed class ResponseTests : AdapterTest
{
    private const string Full =
        """
        {"id":"1","created":1770000000,"model":"x","service_note":"n","usage":{"prompt_tokens":10,"completion_tokens":20,"total_tokens":31,"tool_tokens":4,"cost":0.5,
        "prompt_tokens_details":{"cached_tokens":5,"audio_tokens":1},"completion_tokens_details":{"reasoning_tokens":6,"rejected_prediction_tokens":2,"odd":3}},
        "choices":[{"index":0,"finish_reason":"eos","message":{"role":"assistant","name":"Ada","content":"Hi","reasoning_content":"Hm.","refusal":"No.","plan":[1],
        "tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a\":[1]}"},"extra":{"s":1}}],
        "annotations":[{"type":"url_citation","url_citation":{"url":"https://host/a","title":"A","start_index":0,"end_index":2}}]}}]}
        """;

    [Test]
    public async Task Properties_of_an_answer_and_of_its_message_are_mapped()
    {
        var answer = await GetResponseAsync(Full);

        var raw = answer.RawRepresentation.Should().BeOfType<ChatCompletion>().Subject;
        (answer.ResponseId, answer.ModelId, answer.CreatedAt, answer.ConversationId).Should().Be(("1", "x", DateTimeOffset.FromUnixTimeSeconds(1770000000), null));
        answer.FinishReason.Should().Be(new ChatFinishReason("eos"));
        answer.AdditionalProperties!["service_note"].Should().BeOfType<JsonElement>().Which.GetString().Should().Be("n");
        var message = answer.Messages.Should().ContainSingle().Subject;
        (message.MessageId, message.Role, message.AuthorName, message.CreatedAt).Should().Be(("1", AIRole.Assistant, "Ada", answer.CreatedAt));
        message.AdditionalProperties!["plan"].Should().BeOfType<JsonElement>().Which.GetArrayLength().Should().Be(1);
        message.RawRepresentation.Should().Be(raw.Choices[0]);
    }

    [Test]
    public async Task Reasoning_text_tool_call_and_refusal_each_become_an_AIContent()
    {
        var contents = (await GetResponseAsync(Full)).Messages[0].Contents;

        contents.Select(content => content.GetType()).Should().Equal(typeof(TextReasoningContent), typeof(TextContent), typeof(FunctionCallContent), typeof(ErrorContent));
        contents.Should().OnlyContain(content => content.RawRepresentation != null);
        contents[0].Should().BeEquivalentTo(new { Text = "Hm.", ProtectedData = (string?)null });
        var call = (FunctionCallContent)contents[2];
        (call.CallId, call.Name, call.Exception).Should().Be(("c1", "f", null));
        call.Arguments!["a"].Should().BeOfType<JsonElement>().Which.GetRawText().Should().Be("[1]");
        call.AdditionalProperties.Should().ContainKey("extra");
        call.RawRepresentation.Should().BeOfType<ChatToolCall>();
        contents[3].Should().BeEquivalentTo(new { Message = "No.", ErrorCode = "Refusal" });
    }

    [Test]
    public async Task Annotations_of_the_message_become_annotations_of_the_text()
    {
        var annotation = (await GetResponseAsync(Full)).Messages[0].Contents[1].Annotations.Should().ContainSingle().Subject;

        annotation.Should().BeOfType<CitationAnnotation>().Which.Should().BeEquivalentTo(new { Title = "A", Url = new Uri("https://host/a") });
        annotation.AnnotatedRegions.Should().ContainSingle().Which.Should().BeEquivalentTo(new { StartIndex = 0, EndIndex = 2 });
        annotation.RawRepresentation.Should().BeOfType<ChatAnnotation>();
    }

    [Test]
    public async Task Urls_in_the_citations_field_become_annotations_of_the_text()
    {
        var answer = await GetResponseAsync("""{"citations":["https://host/a","https://host/b"],"choices":[{"message":{"content":"Hi"}}]}""");

        answer.Messages[0].Contents[0].Annotations!.Cast<CitationAnnotation>().Select(source => source.Url!.AbsoluteUri).Should().Equal("https://host/a", "https://host/b");
    }

    [Test]
    public async Task Usage_has_all_counts()
    {
        var usage = (await GetResponseAsync(Full)).Usage!;

        (usage.InputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount, usage.CachedInputTokenCount, usage.ReasoningTokenCount).Should().Be((10, 20, 31, 5, 6));
        usage.AdditionalCounts.Should().BeEquivalentTo(new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["prompt_tokens_details.audio_tokens"] = 1,
            ["completion_tokens_details.rejected_prediction_tokens"] = 2,
            ["completion_tokens_details.odd"] = 3,
            ["tool_tokens"] = 4,
        });
    }

    [TestCase("""{"prompt_tokens_details":{"cache_write_tokens":7}}""")]
    [TestCase("""{"cache_creation_input_tokens":7}""")]
    public async Task Cache_write_tokens_are_mapped_from_every_known_field(string usage)
    {
        var answer = await GetResponseAsync($$"""{"choices":[],"usage":{{usage}}}""");

        answer.Usage!.AdditionalCounts.Should().Equal(new Dictionary<string, long>(StringComparer.Ordinal) { ["prompt_tokens_details.cache_write_tokens"] = 7 });
    }

    [Test]
    public async Task Known_finish_reason_is_mapped_to_the_same_finish_reason()
    {
        foreach (var known in new[] { ChatFinishReason.Stop, ChatFinishReason.Length, ChatFinishReason.ToolCalls, ChatFinishReason.ContentFilter })
        {
            var answer = await GetResponseAsync($$"""{"choices":[{"message":{"content":"Hi"},"finish_reason":"{{known.Value}}"}]}""");

            answer.FinishReason.Should().Be(known);
        }
    }

    [Test]
    public async Task Answer_with_only_text_is_mapped_with_null_for_the_missing_fields()
    {
        var answer = await GetResponseAsync("""{"choices":[{"message":{"content":"Hi"}}]}""");

        (answer.Text, answer.ResponseId, answer.ModelId, answer.CreatedAt, answer.FinishReason, answer.Usage, answer.AdditionalProperties).Should().Be(("Hi", null, null, null, null, null, null));
        answer.Messages[0].Role.Should().Be(AIRole.Assistant);
    }

    [TestCase(0)]
    [TestCase(99999999999999)]
    public async Task Invalid_creation_time_is_null(long created) =>
        (await GetResponseAsync($$$"""{"created":{{{created}}},"choices":[{"message":{"content":"Hi"}}]}""")).CreatedAt.Should().BeNull();

    [Test]
    public async Task Call_with_arguments_that_are_not_json_has_an_exception()
    {
        var answer = await GetResponseAsync("""{"choices":[{"message":{"tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a\":"}}]}}]}""");

        var call = answer.Messages[0].Contents.Should().ContainSingle().Which.Should().BeOfType<FunctionCallContent>().Subject;
        call.Exception.Should().NotBeNull();
        call.Arguments.Should().BeNull();
    }

    [TestCase("")]
    [TestCase(" ")]
    [TestCase("null")]
    [TestCase("{}")]
    public async Task Call_without_arguments_has_no_exception(string arguments)
    {
        var answer = await GetResponseAsync("""{"choices":[{"message":{"tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"?"}}]}}]}""".Replace("?", arguments, StringComparison.Ordinal));

        answer.Messages[0].Contents[0].Should().BeOfType<FunctionCallContent>().Which.Exception.Should().BeNull();
    }

    [Test]
    public async Task Custom_and_legacy_calls_are_not_mapped_to_FunctionCallContent()
    {
        var answer = await GetResponseAsync("""{"choices":[{"message":{"function_call":{"name":"f","arguments":"{}"},"tool_calls":[{"id":"c1","type":"custom","custom":{"name":"sql","input":"select 1"}}]}}]}""");

        answer.Messages[0].Contents.Select(content => content.RawRepresentation!.GetType()).Should().Equal(typeof(ChatToolCall), typeof(FunctionCall));
        answer.Messages[0].Contents.Should().NotContain(content => content is FunctionCallContent);
    }

    [Test]
    public async Task Each_content_part_is_mapped_to_the_matching_type_of_AIContent()
    {
        var answer = await GetResponseAsync(
            """
            {"choices":[{"message":{"content":[{"type":"text","text":"This:","x":1},{"type":"image_url","image_url":{"url":"https://host/a.png"}},
            {"type":"image_url","image_url":{"url":"data:image/png;base64,AQID"}},{"type":"image_url","image_url":{"url":"data:broken"}},{"type":"file","file":{"file_id":"f1","filename":"a"}},
            {"type":"input_audio","input_audio":{"data":"AQID","format":"wav"}},{"type":"refusal","refusal":"No."},{"type":"odd","y":2}]}}]}
            """);

        var contents = answer.Messages[0].Contents;
        contents.Select(content => content.GetType()).Should().Equal(
            typeof(TextContent), typeof(UriContent), typeof(DataContent), typeof(AIContent), typeof(HostedFileContent), typeof(DataContent), typeof(ErrorContent), typeof(AIContent));
        contents.Should().OnlyContain(content => content.RawRepresentation is ContentPart);
        contents[0].AdditionalProperties.Should().ContainKey("x");
        contents[7].AdditionalProperties.Should().ContainKey("y");
        contents[5].Should().BeOfType<DataContent>().Which.MediaType.Should().Be("audio/wav");
    }

    [TestCase("mp3", "audio/mpeg")]
    [TestCase("wav", "audio/wav")]
    [TestCase(null, "audio/*")]
    public async Task Audio_answer_has_the_requested_media_type_and_a_transcript(string? format, string mediaType)
    {
        ChatOptions options = new() { RawRepresentationFactory = _ => new ChatCompletionRequest { Messages = [], Audio = new() { Voice = "v", Format = format } } };

        var answer = await GetResponseAsync("""{"choices":[{"message":{"content":null,"audio":{"id":"a1","data":"AQID","transcript":"Hi"}}}]}""", options);

        var audio = answer.Messages[0].Contents.Should().ContainSingle().Which.Should().BeOfType<DataContent>().Subject;
        (audio.MediaType, audio.Data.Length, audio.AdditionalProperties!["transcript"]).Should().Be((mediaType, 3, "Hi"));
        audio.RawRepresentation.Should().BeOfType<ChatAudio>();
    }

    [Test]
    public async Task Invalid_audio_does_not_make_the_answer_unreadable()
    {
        var answer = await GetResponseAsync("""{"choices":[{"message":{"content":"Hi","audio":{"data":"?"}}}]}""");

        answer.Text.Should().Be("Hi");
        answer.Messages[0].Contents[1].RawRepresentation.Should().BeOfType<ChatAudio>();
    }

    [Test]
    public async Task Each_choice_is_a_message_if_several_were_requested()
    {
        ChatOptions options = new() { RawRepresentationFactory = _ => new ChatCompletionRequest { Messages = [], N = 2 } };

        var answer = await GetResponseAsync("""{"id":"1","choices":[{"index":0,"message":{"content":"a"},"finish_reason":"stop"},{"index":1,"message":{"content":"b"},"finish_reason":"length"}]}""", options);

        answer.Messages.Select(message => (message.Text, message.MessageId)).Should().Equal(("a", "1"), ("b", "1-1"));
        answer.FinishReason.Should().Be(ChatFinishReason.Stop);
    }

    [Test]
    public async Task Reasoning_text_is_omitted_if_the_caller_turns_it_off()
    {
        var answer = await GetResponseAsync(Full, new ChatOptions { Reasoning = new() { Output = ReasoningOutput.None } });

        answer.Messages[0].Contents.OfType<TextReasoningContent>().Select(content => content.Text).Should().Equal("");
    }
}
