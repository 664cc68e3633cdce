using System.Text.Json;

namespace ChatSdk.Extensions.AI.Tests.Messages;

/// <summary>Tests that reasoning between tags in the text becomes a separate content item, and is not sent back.</summary>
[TestFixture]
public sealed class SeparatedReasoningTests : AdapterTest
{
    private const string _answer = """{"id":"1","choices":[{"index":0,"message":{"role":"assistant","content":"<think>Hm.</think>Paris"},"finish_reason":"stop"}]}""";

    [TestCase(false, false)]
    [TestCase(false, true)]
    [TestCase(true, false)]
    [TestCase(true, true)]
    public async Task Answer_is_sent_back_without_its_reasoning(bool isStream, bool isStored)
    {
        using var client = new ChatClient(new ChatClientOptions { BaseAddress = Server.BaseAddress, Model = "m", SeparateThinkTags = true });
        using var chat = client.AsIChatClient();
        Server.AnswersJson(_answer).AnswersText("Hi");
        var answer = isStream
            ? await chat.GetStreamingResponseAsync("Hi", cancellationToken: Guard).ToChatResponseAsync(Guard)
            : await chat.GetResponseAsync("Hi", cancellationToken: Guard);
        answer = isStored ? JsonSerializer.Deserialize<ChatResponse>(JsonSerializer.Serialize(answer, AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)! : answer;

        await chat.GetResponseAsync([.. answer.Messages, new AIMessage(AIRole.User, "Thanks")], cancellationToken: Guard);

        answer.Text.Should().Be("Paris");
        string.Concat(answer.Messages[0].Contents.OfType<TextReasoningContent>().Select(content => content.Text)).Should().Be("Hm.");
        Server.Requests[1].Json!.Value.GetProperty("messages")[0].GetRawText().Should().Be("""{"role":"assistant","content":"Paris"}""");
    }
}
