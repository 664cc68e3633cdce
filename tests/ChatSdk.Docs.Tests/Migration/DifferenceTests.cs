using System.ClientModel;
using System.Text.Json;
using ChatSdk.Docs.Tests.Docs;
using ChatSdk.Testing;
using Official = OpenAI.Chat;

namespace ChatSdk.Docs.Tests.Migration;

/// <summary>Tests the statements in the migration pages about the differences between ChatSdk and other clients.</summary>
public sealed class DifferenceTests : FakeServerTest
{
    private const string Chunk = """{"id":"1","created":1,"model":"m","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"Hel"},"finish_reason":null}]}""";
    private const string Error = """{"error":{"message":"Out of memory.","type":"server_error"}}""";
    private static readonly Official.ChatMessage[] _hi = [new Official.UserChatMessage("Hi")];

    [TestCase(Chunk)]
    [TestCase(Chunk, Error)]
    public async Task Stream_that_ends_without_a_finish_reason_or_with_an_error_throws_in_ChatSdk_but_not_in_OpenAI(params string[] events)
    {
        Server.Answers(FakeAnswer.Events(events)).Answers(FakeAnswer.Events(events));

        (await ReadOfficialAsync()).Should().Be("Hel");

        var reading = () => Client.CreateStreamAsync("Hi", cancellationToken: Guard).ToCompletionAsync(Guard);
        var failure = (await reading.Should().ThrowAsync<ChatException>()).Which;
        failure.Should().BeOfType(events.Length == 1 ? typeof(ChatConnectionException) : typeof(ChatApiException));
        failure.Partial!.Text.Should().Be("Hel");
    }

    [Test]
    public async Task Stream_whose_connection_drops_throws_HttpIOException_in_OpenAI_and_an_exception_with_the_partial_answer_in_ChatSdk()
    {
        Server.Answers(FakeAnswer.Events(Chunk).ThenCuts()).Answers(FakeAnswer.Events(Chunk).ThenCuts());

        var reading = ReadOfficialAsync;
        await reading.Should().ThrowExactlyAsync<HttpIOException>();

        var sdkCall = () => Client.CreateStreamAsync("Hi", cancellationToken: Guard).ToCompletionAsync(Guard);
        (await sdkCall.Should().ThrowExactlyAsync<ChatConnectionException>()).Which.Partial!.Text.Should().Be("Hel");
    }

    [Test]
    public async Task Unknown_finish_reason_throws_in_OpenAI_and_is_preserved_in_ChatSdk()
    {
        const string Answer = """{"id":"1","created":1,"model":"m","object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"eos"}]}""";
        Server.AnswersJson(Answer).AnswersJson(Answer);

        var call = async () => (await OfficialClient.CompleteChatAsync(_hi, cancellationToken: Guard)).Value.FinishReason;
        await call.Should().ThrowAsync<ArgumentOutOfRangeException>();

        var answer = await Client.CreateAsync("Hi", cancellationToken: Guard);
        (answer.Text, answer.FinishReason?.Value, answer.FinishReason?.Kind).Should().Be(("Hi", "eos", FinishReasonKind.Stop));
    }

    [Test]
    public async Task FastAPI_error_message_is_reported_only_by_ChatSdk()
    {
        const string Detail = """{"detail":[{"loc":["body","model"],"msg":"Field required","type":"missing"}]}""";
        Server.AnswersJson(Detail, 422).AnswersJson(Detail, 422);

        var call = () => OfficialClient.CompleteChatAsync(_hi, cancellationToken: Guard);
        (await call.Should().ThrowAsync<ClientResultException>()).Which.Message.Should().Contain("Service request failed").And.NotContain("Field required");

        var sdkCall = () => Client.CreateAsync("Hi", cancellationToken: Guard);
        (await sdkCall.Should().ThrowAsync<ChatApiException>()).Which.Message.Should().Contain("Field required");
    }

    [Test]
    public async Task Overloaded_server_receives_four_attempts_from_OpenAI_and_three_from_ChatSdk()
    {
        Server.AnswersAlways(FakeAnswer.Error(503, "Not now."));

        var call = () => OfficialClient.CompleteChatAsync(_hi, cancellationToken: Guard);
        await call.Should().ThrowAsync<ClientResultException>();
        Server.Requests.Should().HaveCount(4);

        var sdkCall = () => Client.CreateAsync("Hi", cancellationToken: Guard);
        (await sdkCall.Should().ThrowAsync<ChatApiException>()).Which.Attempts.Should().Be(3);
    }

    [Test]
    public async Task Empty_key_throws_in_OpenAI_and_is_not_sent_by_ChatSdk()
    {
        var create = () => new ApiKeyCredential("");
        create.Should().Throw<ArgumentException>();

        using var client = new ChatClient(Server.BaseAddress, apiKey: "", model: "m");
        await client.CreateAsync("Hi", cancellationToken: Guard);
        Server.Requests[0].Headers.Should().NotContainKey("Authorization");
    }

    [Test]
    public async Task Error_in_a_stream_throws_KeyNotFoundException_in_handwritten_code() =>
        await ByHand(FakeAnswer.Events(Chunk, Error)).Should().ThrowAsync<KeyNotFoundException>();

    [Test]
    public async Task Chunk_without_choices_throws_IndexOutOfRangeException_in_handwritten_code() =>
        await ByHand(FakeAnswer.Events(Chunk, """{"choices":[],"usage":{"total_tokens":7}}""")).Should().ThrowAsync<IndexOutOfRangeException>();

    [Test]
    public async Task Stream_whose_connection_drops_throws_IOException_in_handwritten_code() =>
        await ByHand(FakeAnswer.Stream("Hel").ThenCuts()).Should().ThrowAsync<IOException>();

    [Test]
    public async Task Stream_without_a_finish_reason_throws_nothing_in_handwritten_code() =>
        await ByHand(FakeAnswer.Events(Chunk)).Should().NotThrowAsync();

    [Test]
    public async Task Truncated_json_throws_JsonException_in_handwritten_code() =>
        await ByHand(FakeAnswer.Raw("data: {\"choices\":[{\n\n", "text/event-stream")).Should().ThrowAsync<JsonException>();

    private Func<Task> ByHand(FakeAnswer answer) => async () =>
    {
        Server.Answers(answer);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{Server.BaseAddress}/chat/completions"));
        request.Content = new StringContent("""{"model":"m","stream":true,"messages":[{"role":"user","content":"Hi"}]}""");
        await HttpClientSnippets.StreamByHandAsync(http, request, Guard);
    };

    private async Task<string> ReadOfficialAsync()
    {
        var text = "";
        await foreach (var update in OfficialClient.CompleteChatStreamingAsync(_hi, cancellationToken: Guard))
        {
            text += string.Concat(update.ContentUpdate.Select(part => part.Text));
        }

        return text;
    }
}
