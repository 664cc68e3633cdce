using ChatSdk.Testing;

namespace ChatSdk.Tests.Streaming;

/// <summary>Tests that a call throws if the response contains no answer or only a part of one, and that similar but complete responses are accepted.</summary>
[TestFixture]
public sealed class NoAnswerTests : ClientTest
{
    private const string Message = """{"index":0,"message":{"content":"Hi"},"finish_reason":"stop"}""";

    private static ChatCompletionRequest TwoChoices => new() { Messages = [ChatMessage.User("Hi")], N = 2 };

    [TestCase("\"x\"")]
    [TestCase("5")]
    [TestCase("true")]
    [TestCase("[1]")]
    [TestCase($"[{Message},\"x\"]")]
    public async Task Choices_of_the_wrong_type_throw_a_protocol_exception(string choices)
    {
        Server.AnswersJson($$"""{"choices":{{choices}}}""").AnswersJson($$"""{"choices":{{choices}}}""")
            .Answers(FakeAnswer.Events($$"""{"choices":{{choices}}}""", "[DONE]")).Answers(FakeAnswer.Events(Piece("Hi"), $$"""{"choices":{{choices}}}""", Finish))
            .Answers(FakeAnswer.Events($$"""{"choices":{{choices}}}""", "[DONE]"));

        await ShouldFailAsync(() => Client.CreateAsync("Hi", cancellationToken: Guard));
        await ShouldFailAsync(() => Client.CreateTextAsync(new() { Prompt = "Hi" }, cancellationToken: Guard));
        await ShouldFailAsync(() => ReadAsync(Client.CreateStreamAsync("Hi")));
        await ShouldFailAsync(() => ReadAsync(Client.CreateStreamAsync("Hi")));
        await ShouldFailAsync(() => CollectAsync(Client.CreateTextStreamAsync(new() { Prompt = "Hi" })));
        Server.Requests.Should().HaveCount(5);
    }

    [TestCase("""{"id":"c","choices":null}""")]
    [TestCase("""{"id":"c"}""")]
    public async Task Completion_without_choices_throws_a_protocol_exception(string body)
    {
        Server.AnswersJson(body).AnswersJson(body);

        await ShouldFailAsync(() => Client.CreateAsync("Hi", cancellationToken: Guard));
        await ShouldFailAsync(() => Client.CreateTextAsync(new() { Prompt = "Hi" }, cancellationToken: Guard));
    }

    [Test]
    public async Task Empty_list_of_choices_is_returned_as_an_incomplete_answer()
    {
        Server.AnswersJson("""{"choices":[]}""").Answers(FakeAnswer.Events("""{"choices":[]}""", "[DONE]"));

        ChatCompletion[] answers = [await Client.CreateAsync("Hi", cancellationToken: Guard), await Client.CreateStreamAsync("Hi").ToCompletionAsync(Guard)];

        answers.Should().AllSatisfy(answer => answer.Invoking(it => it.EnsureComplete()).Should().Throw<ChatException>());
    }

    [TestCase("data: [DONE]\n\n")]
    [TestCase(": comment\n\ndata: [DONE]\n\n")]
    [TestCase("data: {\"type\":\"ping\"}\n\ndata: {\"choices\":null}\n\ndata: [DONE]\n\n")]
    [TestCase("event: status\ndata: searching\n\ndata: [DONE]\n\n")]
    public async Task Stream_without_a_chunk_throws_a_protocol_exception(string body)
    {
        Server.Answers(FakeAnswer.Raw(body, "text/event-stream")).Answers(FakeAnswer.Raw(body, "text/event-stream"));

        await ShouldFailAsync(() => ReadAsync(Client.CreateStreamAsync("Hi")));
        await ShouldFailAsync(() => Client.CreateAsync("Hi", cancellationToken: Guard));
    }

    [Test]
    public async Task Response_without_a_body_throws_the_same_protocol_exception_streamed_or_not([Values(202, 204, 205)] int status)
    {
        Server.Answers(FakeAnswer.Raw("", "", status)).Answers(FakeAnswer.Raw("", "", status));

        var plain = await ShouldFailAsync(() => Client.CreateAsync("Hi", cancellationToken: Guard));
        var streamed = await ShouldFailAsync(() => ReadAsync(Client.CreateStreamAsync("Hi")));

        streamed.Message.Should().Be(plain.Message).And.Contain($"{status}");
        Server.Requests.Should().HaveCount(2);
    }

    [TestCase("<html>Log in</html>")]
    [TestCase("Please log in.")]
    public async Task HTML_page_or_plain_text_without_a_content_type_throws_a_protocol_exception(string body)
    {
        Server.Answers(FakeAnswer.Raw(body, ""));

        (await ShouldFailAsync(() => ReadAsync(Client.CreateStreamAsync("Hi")))).ResponseBody.Should().Be(body);
    }

    [Test]
    public async Task Stream_without_a_content_type_is_read()
    {
        Server.Answers(FakeAnswer.Raw($"data: {Piece("Hi")}\n\ndata: [DONE]\n\n", ""));

        (await ReadAsync(Client.CreateStreamAsync("Hi"))).Should().Be("Hi");
    }

    [TestCase("""{"object":"chat.completion","choices":[{"index":0,"delta":{"content":"Hel"}}]}""")]
    [TestCase("""{"object":"chat.completion","choices":[{"index":0,"delta":{"content":"Hel"},"message":{"content":"Hel"},"finish_reason":null}]}""")]
    [TestCase("""{"choices":[{"index":0,"delta":{"content":"Hel"},"finish_reason":null}]}""")]
    [TestCase("""{"object":"text_completion","choices":[{"index":0,"text":"Hel"}]}""")]
    public async Task Stream_without_a_finish_reason_is_reported_as_truncated_whatever_its_object_field_says(string chunk)
    {
        Options.MaxRetries = 0;
        Server.Answers(FakeAnswer.Events(chunk, chunk)).Answers(FakeAnswer.Events(chunk)).Answers(FakeAnswer.Events(chunk, chunk, chunk, chunk))
            .Answers(FakeAnswer.Events(chunk, chunk));

        await ShouldBeTruncatedAsync(() => ReadAsync(Client.CreateStreamAsync("Hi")), "HelHel");
        await ShouldBeTruncatedAsync(() => ReadAsync(Client.CreateStreamAsync("Hi")), "Hel");
        await ShouldBeTruncatedAsync(() => ReadAsync(Client.CreateStreamAsync("Hi")), "HelHelHelHel");
        await ShouldBeTruncatedAsync(() => Client.CreateAsync("Hi", cancellationToken: Guard), "HelHel");
    }

    [TestCase("""{"object":"chat.completion","choices":[{"index":0,"delta":{"content":"Hel"}}]}""")]
    [TestCase("""{"choices":[{"index":0,"delta":{"content":"Hel"},"finish_reason":null}]}""")]
    [TestCase("{\"choices\":[{\"delta\":{\"content\":\"Hel\"}}]}\n")]
    public async Task Response_that_is_a_single_chunk_without_a_finish_reason_is_reported_as_truncated(string chunk)
    {
        Options.MaxRetries = 0;
        Server.AnswersJson(chunk).AnswersJson(chunk);

        await ShouldBeTruncatedAsync(() => Client.CreateAsync("Hi", cancellationToken: Guard), "Hel");
        await ShouldBeTruncatedAsync(() => Client.CreateTextAsync(new() { Prompt = "Hi" }, cancellationToken: Guard), "Hel");
    }

    [Test]
    public async Task Text_completion_stream_of_json_lines_without_a_finish_reason_is_reported_as_truncated([Values(1, 2, 3)] int lines)
    {
        Options.MaxRetries = 0;
        var body = string.Concat(Enumerable.Repeat("{\"choices\":[{\"index\":0,\"text\":\"a\",\"finish_reason\":null}]}\n", lines));
        Server.Answers(FakeAnswer.Raw(body, "application/x-ndjson"));

        await ShouldBeTruncatedAsync(() => CollectAsync(Client.CreateTextStreamAsync(new() { Prompt = "Hi" })), new string('a', lines));
    }

    [Test]
    public async Task Text_completion_can_be_received_as_json_lines()
    {
        Server.Answers(FakeAnswer.Raw("{\"choices\":[{\"text\":\"a\"}]}\n{\"choices\":[{\"text\":\"b\",\"finish_reason\":\"stop\"}]}\n", "application/json"));

        (await Client.CreateTextAsync(new() { Prompt = "Hi" }, cancellationToken: Guard)).Text.Should().Be("ab");
    }

    [Test]
    public async Task Message_without_a_finish_reason_completes_a_stream_only_if_nothing_follows()
    {
        const string Complete = """{"object":"chat.completion","choices":[{"index":0,"message":{"content":"Hel"}}]}""";
        Options.MaxRetries = 0;
        Server.Answers(FakeAnswer.Events(Complete)).Answers(FakeAnswer.Events(Complete, Complete, Complete, Complete));

        (await ReadAsync(Client.CreateStreamAsync("Hi"))).Should().Be("Hel");
        await ShouldBeTruncatedAsync(() => ReadAsync(Client.CreateStreamAsync("Hi")), "HelHelHelHel");
    }

    [Test]
    public async Task Stream_that_lacks_DONE_and_a_requested_choice_is_reported_as_truncated()
    {
        Options.MaxRetries = 0;
        var one = FakeAnswer.Events("""{"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}""");
        Server.Answers(one).Answers(one).Answers(FakeAnswer.Events("""{"choices":[{"index":0,"text":"a","finish_reason":"stop"}]}"""));

        await ShouldBeTruncatedAsync(() => ReadAsync(Client.CreateStreamAsync(TwoChoices)), "a");
        await ShouldBeTruncatedAsync(() => ReadAsync(Client.CreateStreamAsync(new ChatCompletionRequest { Messages = TwoChoices.Messages }.WithField("n", 2))), "a");
        await ShouldBeTruncatedAsync(() => CollectAsync(Client.CreateTextStreamAsync(new() { Prompt = ["Hi", "Ho"] })), "a");
    }

    [Test]
    public async Task Stream_that_ends_with_DONE_is_complete_even_if_it_lacks_a_requested_choice()
    {
        Server.Answers(FakeAnswer.Events(Piece("a"), Finish, "[DONE]"));

        (await ReadAsync(Client.CreateStreamAsync(TwoChoices))).Should().Be("a");
    }

    [TestCase("event: status\ndata: searching\n\n")]
    [TestCase("event: progress\ndata: 50%\n\n")]
    [TestCase("event: tool\ndata: [1, 2]\n\n")]
    [TestCase("event: tool\ndata: \"search\"\n\n")]
    [TestCase("event: status\ndata: {broken\n\n")]
    public async Task Event_that_is_not_a_json_object_is_skipped_if_its_name_differs_from_that_of_the_chunks(string status)
    {
        Server.Answers(FakeAnswer.Raw($"{status}data: {Piece("Hel")}\n\n{status}data: {Piece("lo")}\n\n{status}data: {Finish}\n\n", "text/event-stream"));

        (await ReadAsync(Client.CreateStreamAsync("Hi"))).Should().Be("Hello");
    }

    [TestCase("data: searching\n\n")]
    [TestCase("event: message\ndata: searching\n\n")]
    [TestCase("data: [1]\n\n")]
    [TestCase("event: chunk\ndata: {\"choices\":[{\"delta\":{\"conte\n\n")]
    public async Task Event_that_is_not_a_json_object_throws_if_it_is_unnamed_or_named_message_or_named_like_the_chunks(string status)
    {
        Server.Answers(FakeAnswer.Raw($"event: chunk\ndata: {Piece("Hel")}\n\n{status}data: {Finish}\n\n", "text/event-stream"));

        await ShouldFailAsync(() => ReadAsync(Client.CreateStreamAsync("Hi")));
    }

    [Test]
    public async Task Choices_are_sorted_by_index()
    {
        Server.AnswersJson("""{"choices":[{"index":1,"message":{"content":"b"}},{"index":0,"message":{"content":"a"}}]}""")
            .AnswersJson("""{"choices":[{"index":2,"text":"c"},{"index":0,"text":"a"},{"index":1,"text":"b"}]}""");

        (await Client.CreateAsync(TwoChoices, cancellationToken: Guard)).Choices.Select(choice => choice.Message!.Text).Should().Equal("a", "b");
        (await Client.CreateTextAsync(new() { Prompt = "Hi", N = 3 }, cancellationToken: Guard)).Choices.Select(choice => choice.Text).Should().Equal("a", "b", "c");
    }

    private static async Task<ChatProtocolException> ShouldFailAsync(Func<Task> call) => (await call.Should().ThrowAsync<ChatProtocolException>()).Which;

    private static async Task ShouldBeTruncatedAsync(Func<Task> call, string text)
    {
        var failure = (await call.Should().ThrowAsync<ChatConnectionException>()).Which;
        failure.Kind.Should().Be(ChatConnectionErrorKind.StreamTruncated);
        failure.Partial!.Text.Should().Be(text);
    }
}
