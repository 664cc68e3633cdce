using ChatSdk.Testing;

namespace ChatSdk.Tests.Docs;

/// <summary>Runs code samples from the documentation.</summary>
[TestFixture]
public sealed class RunSnippetTests : ClientTest
{
    [Test]
    public async Task Tool_sample_returns_the_weather()
    {
        var run = await ToolSnippets.RunAsync(Client, Server);

        run.Text.Should().Be("It is 18 °C.");
        run.Messages[2].Text.Should().Be("""{"temperature":18,"unit":"Celsius"}""");
    }

    [Test]
    public async Task Structured_output_sample_returns_a_recipe()
    {
        var recipe = await TypedAnswerSnippets.AskAsync(Client, Server);

        recipe.Should().BeEquivalentTo(new Recipe("Pancakes", 20, ["flour", "milk", "eggs"], null));
    }

    [Test]
    public async Task Conversation_sample_has_two_turns()
    {
        var conversation = await ConversationSnippets.TalkAsync(Client);

        conversation.Messages.Select(message => $"{message.Role}").Should().Equal("system", "user", "assistant", "user", "assistant");
    }

    [Test]
    public async Task Embedding_samples_return_vectors()
    {
        Server.AnswersJson("""{"data":[{"index":0,"embedding":[0.5,-1]},{"index":1,"embedding":[1,2]}],"usage":{"prompt_tokens":5}}""");
        Server.AnswersJson("""{"data":[{"index":0,"embedding":[0.5,-1]},{"index":1,"embedding":[1,2]}],"usage":{"prompt_tokens":5}}""");
        Server.AnswersJson("""{"data":[{"index":0,"embedding":"AAAAPwAAgL8="}]}""");

        var dimensions = await EmbeddingSnippets.EmbedAsync(Client);
        var count = await EmbeddingSnippets.EmbedSeveralAsync(Client);
        var fromTokens = await EmbeddingSnippets.EmbedTokensAsync(Client);

        (dimensions, count).Should().Be((2, 2));
        fromTokens.Vector.ToArray().Should().Equal(0.5f, -1f);
        Server.Requests[2].Json!.Value.GetProperty("input").GetRawText().Should().Be("[791,3691,574,18406]");
    }

    [Test]
    public async Task Stored_completion_samples_send_the_expected_requests()
    {
        const string Stored = """{"id":"c-1","object":"chat.completion","metadata":{"project":"haikus"},"choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}]}""";
        Server.AnswersJson(Stored).AnswersJson(Stored);
        Server.AnswersJson($$"""{"data":[{{Stored}}],"has_more":false}""");
        Server.AnswersJson("""{"data":[{"role":"user","content":"Hi"}],"has_more":false}""");
        Server.AnswersJson(Stored).AnswersJson("""{"id":"c-1","deleted":true}""");

        var stored = await StoredCompletionSnippets.StoreAsync(Client);
        await StoredCompletionSnippets.ListAsync(Client);
        await StoredCompletionSnippets.ListMessagesAsync(Client, "c-1");
        await StoredCompletionSnippets.ChangeAsync(Client, "c-1");

        stored.Text.Should().Be("Hi");
        Server.Requests.Select(request => $"{request.Method} {request.Path}").Should().Equal(
            "POST /v1/chat/completions",
            "GET /v1/chat/completions/c-1",
            "GET /v1/chat/completions",
            "GET /v1/chat/completions/c-1/messages",
            "POST /v1/chat/completions/c-1",
            "DELETE /v1/chat/completions/c-1");
    }

    [Test]
    public async Task Server_sample_catches_an_error_whose_cause_is_in_its_metadata()
    {
        Server.AnswersAlways(FakeAnswer.Json("""{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"Out of memory.","provider_name":"Google"}}}""", 400));

        var call = () => ServerSnippets.ShowCauseAsync(Client, new ChatCompletionRequest { Messages = [ChatMessage.User("Hi")] });

        await call.Should().NotThrowAsync();
    }
}
