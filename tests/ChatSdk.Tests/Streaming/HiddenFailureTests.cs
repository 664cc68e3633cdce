using ChatSdk.Testing;

namespace ChatSdk.Tests.Streaming;

/// <summary>Tests errors and model lists in unusual forms, and answers that only seem to contain an error.</summary>
[TestFixture]
public sealed class HiddenFailureTests : ClientTest
{
    private static readonly string[] _errors =
    [
        """{"message":"upstream connect error","type":"server_error"}""",
        """{"id":"x","message":"internal error"}""",
        """{"code":500,"msg":"internal","data":null}""",
        """{"status":"error","error_msg":"boom"}""",
        """{"data":{"error":{"message":"boom"}}}""",
        """{"status_code":500,"message":"x"}""",
        """{"status":"failure","message":"x"}""",
        """{"code":401,"msg":"token invalid"}""",
        """{"x_vendor":{"id":"r","error":"over capacity"},"choices":[]}""",
        """{"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error","error":{"code":502,"message":"provider failed"}}]}""",
        """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"base_resp":{"status_code":1027,"status_msg":"output new_sensitive"}}""",
    ];

    private static readonly string[] _answers =
    [
        """{"choices":[{"index":0,"message":{"content":"Hi"},"finish_reason":"stop"}],"error":0}""",
        """{"choices":[{"index":0,"message":{"content":"Hi"},"finish_reason":"stop"}],"error":{"code":0,"message":""}}""",
        """{"choices":[{"index":0,"message":{"content":"Hi"},"finish_reason":"stop"}],"error_code":"success"}""",
        """{"choices":[{"index":0,"message":{"content":"Hi"},"finish_reason":"stop"}],"base_resp":{"status_code":0,"status_msg":""}}""",
        """{"choices":[{"index":0,"message":{"content":"Hi"},"finish_reason":"stop"}],"code":200,"message":"ok"}""",
    ];

    [SetUp]
    public void DisableRetries() => Options.MaxRetries = 0;

    [TestCaseSource(nameof(_errors))]
    public async Task Error_in_a_stream_is_thrown_after_the_preceding_chunks(string error)
    {
        Server.Answers(FakeAnswer.Events(Piece("Hel"), error, "[DONE]"));

        var (text, failure) = await ReadBrokenAsync();

        text.Should().Be("Hel");
        failure.Should().BeAssignableTo<ChatApiException>().Which.Partial!.Text.Should().Be("Hel");
    }

    [Test]
    public async Task Object_with_a_message_before_the_first_chunk_is_an_error()
    {
        Server.Answers(FakeAnswer.Events("""{"message":"The service is closed."}""", Piece("Hi"), "[DONE]"));

        (await ReadBrokenAsync()).Failure.Should().BeOfType<ChatApiException>().Which.ServerMessage.Should().Be("The service is closed.");
    }

    [TestCase("data: {0}\n\nevent: status\ndata: {1}\n\n")]
    [TestCase("event: status\ndata: {1}\n\ndata: {0}\n\n")]
    [TestCase("data: {0}\n\ndata: {1}\n\n")]
    public async Task Object_with_a_message_after_a_chunk_or_in_a_named_event_is_ignored(string form)
    {
        var events = form.Replace("{0}", Piece("Hi"), StringComparison.Ordinal).Replace("{1}", """{"message":"Searching"}""", StringComparison.Ordinal);
        Server.Answers(FakeAnswer.Raw(events + "data: [DONE]\n\n", "text/event-stream"));

        (await ReadAsync(Client.CreateStreamAsync("Hi", cancellationToken: Guard))).Should().Be("Hi");
    }

    [TestCaseSource(nameof(_errors))]
    public async Task Error_instead_of_an_answer_throws(string error)
    {
        Server.AnswersJson(error.Replace("delta", "message", StringComparison.Ordinal));

        await Client.Invoking(client => client.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ChatApiException>();
    }

    [Test]
    public async Task Error_in_a_choice_of_a_text_completion_throws()
    {
        Server.AnswersJson("""{"choices":[{"index":0,"text":"","finish_reason":"error","error":{"code":502,"message":"provider failed"}}]}""");

        await Client.Invoking(client => client.CreateTextAsync(new() { Prompt = "Hi" }, cancellationToken: Guard)).Should().ThrowAsync<ChatApiException>();
    }

    [TestCaseSource(nameof(_answers))]
    public async Task Answer_with_an_empty_error_or_a_success_code_is_returned(string answer)
    {
        Server.AnswersJson(answer).Answers(FakeAnswer.Events(answer.Replace("message\":{", "delta\":{", StringComparison.Ordinal), "[DONE]"));

        (await Client.CreateAsync("Hi", cancellationToken: Guard)).Text.Should().Be("Hi");
        (await ReadAsync(Client.CreateStreamAsync("Hi"))).Should().Be("Hi");
    }

    [TestCase("event: error\n\n")]
    [TestCase("event: error\ndata:\n\n")]
    [TestCase("event: exception\ndata: failed\n\n")]
    public async Task Event_named_error_or_exception_throws_even_without_data(string end)
    {
        Server.Answers(FakeAnswer.Raw($"data: {Piece("Hel")}\n\n{end}data: [DONE]\n\n", "text/event-stream"));

        (await ReadBrokenAsync()).Failure.Should().BeAssignableTo<ChatApiException>();
    }

    [Test]
    public async Task Error_after_a_single_line_break_is_a_separate_event()
    {
        Server.Answers(FakeAnswer.Raw($"data: {Piece("Hel")}\nevent: error\ndata: {{\"error\":{{\"message\":\"boom\"}}}}\n\n", "text/event-stream"));

        var (text, failure) = await ReadBrokenAsync();

        text.Should().Be("Hel");
        failure.Should().BeAssignableTo<ChatApiException>().Which.ServerMessage.Should().Be("boom");
    }

    [TestCase("""{"data":null,"error":{"message":"invalid key","code":401}}""")]
    [TestCase("""{"data":[],"error":{"message":"invalid key","code":401}}""")]
    [TestCase("""{"success":false,"errors":[{"message":"invalid key"}],"data":null}""")]
    public async Task Error_instead_of_a_model_list_throws(string error)
    {
        Server.AnswersJson(error);

        await Client.Invoking(client => client.ListModelsAsync(cancellationToken: Guard)).Should().ThrowAsync<ChatApiException>();
    }

    [TestCase("""{"models":[{"name":"a"},{"model":"b"}]}""", "a b")]
    [TestCase("""["a","b"]""", "a b")]
    [TestCase("""{"object":"list","data":null}""", "")]
    public async Task Model_list_in_an_unusual_form_is_read(string list, string expected)
    {
        Server.AnswersJson(list);

        string.Join(' ', (await Client.ListModelsAsync(cancellationToken: Guard)).Select(model => model.Id)).Should().Be(expected);
    }
}
