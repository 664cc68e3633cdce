using System.ClientModel;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Models;

namespace ChatSdk.Testing.Tests;

/// <summary>Tests the fake server with the official OpenAI package.</summary>
public sealed class OpenAIPackageTests : ServerTest
{
    private OpenAIClient _openAI = null!;

    [SetUp]
    public void CreateClient() => _openAI = new OpenAIClient(
        new ApiKeyCredential("any"),
        new OpenAIClientOptions { Endpoint = new Uri(Server.BaseAddress), RetryPolicy = new System.ClientModel.Primitives.ClientRetryPolicy(0) });

    [Test]
    public async Task Plain_answer_has_text_and_usage()
    {
        Server.Given(r => r.Messages[^1].Text == "Hi").AnswersText("Hello you.");

        OpenAI.Chat.ChatCompletion answer = await Chat.CompleteChatAsync([new UserChatMessage("Hi")], cancellationToken: Guard);

        answer.Content[0].Text.Should().Be("Hello you.");
        answer.FinishReason.Should().Be(ChatFinishReason.Stop);
        answer.Usage.OutputTokenCount.Should().Be(2);
    }

    [Test]
    public async Task Stream_contains_the_usage_and_the_text_in_chunks()
    {
        Server.AnswersText("Hello you.");
        List<string> chunks = [];
        ChatTokenUsage? usage = null;

        await foreach (var update in Chat.CompleteChatStreamingAsync([new UserChatMessage("Hi")], cancellationToken: Guard))
        {
            chunks.AddRange(update.ContentUpdate.Select(part => part.Text));
            usage = update.Usage ?? usage;
        }

        chunks.Where(chunk => chunk.Length > 0).Should().Equal("Hello", " you.");
        usage!.OutputTokenCount.Should().Be(2);
    }

    [Test]
    public async Task Tool_calls_are_read_from_complete_answers_and_from_streams()
    {
        Server.AnswersAlways(FakeAnswer.ToolCall("get_weather", """{"city":"Paris"}""").WithToolCall("get_time", "{}"));

        OpenAI.Chat.ChatCompletion answer = await Chat.CompleteChatAsync([new UserChatMessage("Hi")], cancellationToken: Guard);
        Dictionary<int, string> streamed = [];
        await foreach (var update in Chat.CompleteChatStreamingAsync([new UserChatMessage("Hi")], cancellationToken: Guard))
        {
            foreach (var call in update.ToolCallUpdates)
            {
                streamed[call.Index] = streamed.GetValueOrDefault(call.Index) + call.FunctionName + call.FunctionArgumentsUpdate;
            }
        }

        answer.FinishReason.Should().Be(ChatFinishReason.ToolCalls);
        answer.ToolCalls.Select(call => call.FunctionName + call.FunctionArguments).Should().Equal("""get_weather{"city":"Paris"}""", "get_time{}");
        streamed.Values.Should().Equal("""get_weather{"city":"Paris"}""", "get_time{}");
    }

    [Test]
    public async Task Refusal_is_read()
    {
        Server.Answers(FakeAnswer.Refusal("I will not."));

        OpenAI.Chat.ChatCompletion answer = await Chat.CompleteChatAsync([new UserChatMessage("Hi")], cancellationToken: Guard);

        answer.Refusal.Should().Be("I will not.");
    }

    [Test]
    public async Task Error_has_the_status_and_message_that_the_server_sent()
    {
        Server.Answers(FakeErrors.OpenAIContextLength);

        var send = async () => await Chat.CompleteChatAsync([new UserChatMessage("Hi")], cancellationToken: Guard);

        var failure = (await send.Should().ThrowAsync<ClientResultException>()).Which;
        failure.Status.Should().Be(400);
        failure.Message.Should().Contain("maximum context length");
    }

    [Test]
    public async Task Error_for_an_unmatched_request_shows_the_expected_condition()
    {
        Server.IsStrict = true;
        Server.Given(r => r.Model == "large").AnswersText("never");

        var send = async () => await Chat.CompleteChatAsync([new UserChatMessage("Hi")], cancellationToken: Guard);

        (await send.Should().ThrowAsync<ClientResultException>()).Which.Message.Should().Contain("r.Model == \"large\"");
        Server.Requests.Should().ContainSingle("the request is not retried");
        Server.Invoking(server => server.Verify()).Should().Throw<FakeVerificationException>();
    }

    [Test]
    public async Task Models_are_listed()
    {
        OpenAIModelCollection models = await _openAI.GetOpenAIModelClient().GetModelsAsync(Guard);

        models.Should().ContainSingle().Which.Id.Should().Be("fake-model");
    }

    private OpenAI.Chat.ChatClient Chat => _openAI.GetChatClient("m");
}
