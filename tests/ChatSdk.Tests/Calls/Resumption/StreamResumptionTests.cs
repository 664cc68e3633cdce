using System.Text.Json.Nodes;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Resumption;

/// <summary>Tests streams that are resumed after an interruption.</summary>
[TestFixture]
public sealed class StreamResumptionTests : ResumptionTest
{
    private const string UserMessage = """{"role":"user","content":"Hi"}""";

    [TestCase(StreamResumption.TrailingMessage, """{"role":"assistant","content":"Hello"}""", "")]
    [TestCase(StreamResumption.PrefixMessage, """{"role":"assistant","content":"Hello","prefix":true}""", "")]
    [TestCase(StreamResumption.ContinueFinalMessage, """{"role":"assistant","content":"Hello"}""", ""","continue_final_message":true,"add_generation_prompt":false""")]
    public async Task Received_text_is_sent_as_the_beginning_of_the_answer(StreamResumption form, string message, string fields)
    {
        Options.StreamResumption = form;
        Breaks("Hel", "lo");
        Server.Streams(", Ada", ".");

        var text = await ReadAsync(Client.CreateStreamAsync(_hello, cancellationToken: Guard));

        text.Should().Be("Hello, Ada.");
        Server.Requests.Should().HaveCount(2);
        JsonNode.DeepEquals(
            JsonNode.Parse(Server.Requests[1].Body),
            JsonNode.Parse($$"""{"model":"m","messages":[{{UserMessage}},{{message}}],"stream":true{{fields}}}""")).Should().BeTrue();
    }

    [TestCase(StreamResumption.TrailingMessage)]
    [TestCase(StreamResumption.PrefixMessage)]
    [TestCase(StreamResumption.ContinueFinalMessage)]
    public async Task Received_text_is_appended_to_an_answer_that_the_caller_began(StreamResumption form)
    {
        Options.StreamResumption = form;
        var begun = ChatMessage.Assistant("Dear Ada,");
        var request = _hello with { Messages = [ChatMessage.User("Hi"), form == StreamResumption.PrefixMessage ? begun.WithField("prefix", true) : begun] };
        Breaks(" thank", " you");
        Server.Streams(" for the letter.");

        await CompleteAsync(form == StreamResumption.ContinueFinalMessage ? request.WithField("continue_final_message", true) : request);

        Server.Requests[1].Chat!.Messages.Should().HaveCount(2);
        Sent(1).Text.Should().Be("Dear Ada, thank you");
        Sent(1).Role.Should().Be(ChatRole.Assistant);
    }

    [Test]
    public async Task Received_text_is_not_appended_to_an_earlier_answer()
    {
        Options.StreamResumption = StreamResumption.PrefixMessage;
        Breaks("Hel");
        Server.Streams("lo");

        await CompleteAsync(_hello with { Messages = [ChatMessage.User("Hi"), ChatMessage.Assistant("Yes?")] });

        Server.Requests[1].Chat!.Messages.Select(message => message.Text).Should().Equal("Hi", "Yes?", "Hel");
    }

    [Test]
    public async Task Stream_is_resumed_after_each_of_several_interruptions()
    {
        Options.MaxStreamResumptions = 3;
        Breaks("one");
        Breaks(" two");
        Breaks(" three");
        Server.Streams(" four");

        var answer = await CompleteAsync();

        answer.Text.Should().Be("one two three four");
        Enumerable.Range(1, 3).Select(number => Sent(number).Text).Should().Equal("one", "one two", "one two three");
    }

    [Test]
    public async Task Chunks_of_a_resumed_stream_have_the_id_and_model_of_the_first_response()
    {
        Server.Answers(FakeAnswer.Events("""{"id":"c-1","created":7,"model":"m-1","choices":[{"index":0,"delta":{"role":"assistant","content":"Hel"}}]}"""));
        Server.Answers(FakeAnswer.Events(
            """{"id":"c-2","created":8,"model":"m-2","choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}""",
            """{"id":"c-2","created":8,"model":"m-2","choices":[{"index":0,"delta":{"role":"assistant","content":"lo"}}]}""",
            """{"id":"c-2","created":8,"model":"m-2","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""",
            "[DONE]"));

        var chunks = await StreamAsync(_hello);

        chunks.Select(chunk => chunk.Text).Should().Equal("Hel", "lo", "");
        chunks.Select(chunk => chunk.Choices[0].Delta!.Role).Should().Equal(ChatRole.Assistant, null, null);
        chunks.Select(chunk => (chunk.Id, chunk.Created, chunk.Model)).Distinct().Should().Equal(("c-1", 7, "m-1"));
        chunks[^1].FinishReason.Should().Be(FinishReason.Stop);
    }

    [Test]
    public async Task Usage_is_the_total_of_all_requests_but_each_chunk_has_the_usage_of_its_own_request()
    {
        Server.Answers(FakeAnswer.Events(
            """{"choices":[{"index":0,"delta":{"content":"He"}}],"usage":{"prompt_tokens":10,"completion_tokens":1,"total_tokens":11}}""",
            """{"choices":[{"index":0,"delta":{"content":"l"}}],"usage":{"prompt_tokens":10,"completion_tokens":2,"total_tokens":12}}"""));
        Server.Answers(FakeAnswer.Events(
            """{"choices":[{"index":0,"delta":{"content":"lo"}}],"usage":{"prompt_tokens":13,"completion_tokens":1,"total_tokens":14}}""",
            """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":13,"completion_tokens":3,"total_tokens":16}}"""));
        var answer = new ChatCompletionAccumulator();

        var chunks = await StreamAsync(_hello);
        chunks.ToList().ForEach(answer.Add);

        answer.ToCompletion().Usage.Should().Be(new ChatUsage { PromptTokens = 23, CompletionTokens = 5, TotalTokens = 28 });
        chunks.Select(chunk => chunk.Usage!.TotalTokens).Should().Equal(11, 12, 14, 16);
        chunks.GroupBy(chunk => chunk.Response).Select(part => part.Last().Usage!.TotalTokens).Should().Equal(12, 16);
    }

    [Test]
    public async Task Usage_of_a_choice_is_the_total_of_all_requests()
    {
        Server.Answers(FakeAnswer.Events("""{"choices":[{"index":0,"delta":{"content":"Hel"},"usage":{"total_tokens":12}}]}"""));
        Server.Answers(FakeAnswer.Events("""{"choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":"stop","usage":{"total_tokens":16}}]}"""));

        var answer = await CompleteAsync();

        answer.Choices[0].Usage!.TotalTokens.Should().Be(28);
    }

    [Test]
    public async Task Reasoning_is_sent_with_the_text_that_followed_it()
    {
        Server.AnswersText("Four, of course.").WithReasoning("Two and two.").ThenCuts();
        Server.Streams(" And five.");

        var answer = await CompleteAsync();

        (answer.Reasoning, answer.Text).Should().Be(("Two and two.", "Four, of course. And five."));
        (Sent(1).ReasoningContent, Sent(1).Text).Should().Be(("Two and two.", "Four, of course."));
    }

    [Test]
    public async Task Thinking_in_the_content_is_sent_with_the_text_that_followed_it()
    {
        Server.Answers(FakeAnswer.Events(
            """{"choices":[{"index":0,"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Two and two."}]}]}}]}""",
            Piece("Fo ")));
        Server.Streams(" our");

        var answer = await CompleteAsync();

        (answer.Reasoning, answer.Text).Should().Be(("Two and two.", "Fo our"));
        Sent(1).Content!.Parts.Should().HaveCount(2);
        Sent(1).Content!.Parts![1].Should().Be(ContentPart.FromText("Fo"));
    }

    [TestCase("Hel lo ", "Hel lo", " wo", "rld")]
    [TestCase("Hel lo ", "Hel lo", " ", "wo", "rld")]
    [TestCase("Hel lo ", "Hel lo", "wo", "rld")]
    [TestCase("Hello.\\n", "Hello.", "\\n\\nworld")]
    [TestCase("Hello.\\n\\n", "Hello.", "\\n", "world")]
    public async Task Trailing_white_space_is_not_sent_and_not_repeated(string received, string sent, params string[] continuation)
    {
        Server.Answers(FakeAnswer.Events(Piece(received)));
        Server.Answers(FakeAnswer.Events([.. continuation.Select(text => Piece(text)), Finish]));

        var answer = await CompleteAsync();

        Sent(1).Text.Should().Be(sent);
        answer.Text.Should().Be(sent == "Hello." ? "Hello.\n\nworld" : "Hel lo world");
    }

    [Test]
    public async Task Unpaired_surrogate_at_the_end_of_the_text_is_not_sent_and_not_repeated()
    {
        Server.Answers(FakeAnswer.Events(Piece("Good \\ud83d")));
        Server.Answers(FakeAnswer.Events(Piece(" \\ud83d\\udc4d!"), Finish));

        var chunks = await StreamAsync(_hello);

        Sent(1).Text.Should().Be("Good");
        chunks.Select(chunk => chunk.Text).Should().Equal("Good \ud83d", "\udc4d!", "");
    }

    [Test]
    public async Task Request_is_repeated_if_no_text_was_received()
    {
        Server.Answers(FakeAnswer.Events(Role)).Streams("Hello");

        var chunks = await StreamAsync(_hello);

        Server.Requests[1].Body.Should().Be(Server.Requests[0].Body);
        string.Concat(chunks.Select(chunk => chunk.Text)).Should().Be("Hello");
        chunks.Count(chunk => chunk.Choices.Any(choice => choice.Delta?.Role is not null)).Should().Be(1);
    }

    [Test]
    public async Task Continuation_can_be_a_tool_call()
    {
        Breaks("I look", " it up.");
        Server.CallsTool("get_weather", """{"city":"Paris"}""");

        var answer = await CompleteAsync(_hello with { Tools = [ChatTool.FromDelegate((string city) => city, "get_weather")] });

        answer.Text.Should().Be("I look it up.");
        answer.ToolCalls.Should().ContainSingle().Which.Function!.Arguments.Should().Be("""{"city":"Paris"}""");
    }

    [Test]
    public async Task Answer_that_lacked_only_its_finish_reason_is_completed_without_more_text()
    {
        Breaks("Hello.");
        Server.Streams();

        var answer = await CompleteAsync();

        (answer.Text, answer.FinishReason).Should().Be(("Hello.", FinishReason.Stop));
    }

    [Test]
    public async Task Stream_is_resumed_whichever_method_reads_it()
    {
        for (var times = 0; times < 3; times++)
        {
            Breaks("Hel");
            Server.Streams("lo");
        }

        var texts = await CollectAsync(Client.CreateStreamAsync(_hello, cancellationToken: Guard).TextChunksAsync(Guard));
        var results = await CollectAsync(Client.TryCreateStreamAsync(_hello, cancellationToken: Guard));
        var conversation = new ChatConversation(Client);
        await conversation.SendStreamAsync("Hi", cancellationToken: Guard).ToCompletionAsync(Guard);

        texts.Should().Equal("Hel", "lo");
        results.Should().OnlyContain(result => result.IsSuccess);
        conversation.Messages[^1].Text.Should().Be("Hello");
    }

    [Test]
    public async Task StreamResumption_can_be_set_for_one_call()
    {
        Options.StreamResumption = StreamResumption.None;
        Breaks("Hel");
        Server.Streams("lo");

        var answer = await CompleteAsync(options: new() { StreamResumption = StreamResumption.PrefixMessage });

        answer.Text.Should().Be("Hello");
        Sent(1).ExtraFields.Should().ContainKey("prefix");
    }

    [Test]
    public async Task Each_request_for_the_rest_of_a_stream_has_its_own_idempotency_key()
    {
        Breaks("one");
        Breaks(" two");
        Server.Streams(" three");

        await CompleteAsync(options: new() { IdempotencyKey = "key" });

        Server.Requests.Select(request => request.Headers["Idempotency-Key"]).Should().Equal("key", "key-resumed-1", "key-resumed-2");
    }

    [Test]
    public async Task Leaving_the_loop_closes_the_connection_of_the_resumed_stream()
    {
        Breaks("Hel");
        Server.Streams("lo").ThenHangs();

        await foreach (var chunk in Client.CreateStreamAsync(_hello, cancellationToken: Guard))
        {
            if (chunk.Text == "lo")
            {
                break;
            }
        }

        await Server.Requests[1].ClientDisconnected.WaitAsync(Guard);
    }
}
