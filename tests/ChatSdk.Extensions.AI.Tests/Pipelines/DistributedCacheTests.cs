using System.Text.Json;
using ChatSdk.Testing;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace ChatSdk.Extensions.AI.Tests.Pipelines;

/// <summary>Tests that <c>UseDistributedCache</c> stores the adapter's complete responses and streams, and returns them unchanged.</summary>
[TestFixture]
public sealed class DistributedCacheTests : AdapterTest
{
    private const string Answer =
        """
        {"id":"1","created":1770000000,"model":"x","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":"Let me see.","reasoning_content":"Hm.",
        "tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]}}],
        "usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3,"completion_tokens_details":{"reasoning_tokens":1}},"service_note":"n"}
        """;

    private readonly MemoryDistributedCache _store = new(Options.Create(new MemoryDistributedCacheOptions()));

    [Test]
    public async Task Second_response_is_read_from_the_cache()
    {
        Server.AnswersJson(Answer);
        using var pipeline = Chat.AsBuilder().UseDistributedCache(_store).Build();

        var first = await pipeline.GetResponseAsync("Hi", cancellationToken: Guard);
        var second = await pipeline.GetResponseAsync("Hi", cancellationToken: Guard);

        Server.Requests.Should().ContainSingle();
        Json(second).Should().Be(Json(first)).And.ContainAll("Let me see.", "Hm.", "\"f\"", "service_note", "\"reasoningTokenCount\": 1");
    }

    [Test]
    public async Task Second_stream_is_read_from_the_cache()
    {
        Server.Answers(FakeAnswer.Json(Answer));
        using var pipeline = Chat.AsBuilder().UseDistributedCache(_store).Build();

        var first = await pipeline.GetStreamingResponseAsync("Hi", cancellationToken: Guard).ToChatResponseAsync(Guard);
        var second = await pipeline.GetStreamingResponseAsync("Hi", cancellationToken: Guard).ToChatResponseAsync(Guard);

        Server.Requests.Should().ContainSingle();
        Json(second).Should().Be(Json(first)).And.ContainAll("Let me see.", "Hm.", "\"f\"", "service_note", "\"reasoningTokenCount\": 1");
    }

    [Test]
    public async Task Truncated_stream_is_not_stored()
    {
        Server.Answers(FakeAnswer.Stream("Let me").ThenCuts()).AnswersText("Hello.");
        using var pipeline = Chat.AsBuilder().UseDistributedCache(_store).Build();

        var read = () => pipeline.GetStreamingResponseAsync("Hi", cancellationToken: Guard).ToChatResponseAsync(Guard);
        await read.Should().ThrowAsync<ChatConnectionException>();

        (await pipeline.GetStreamingResponseAsync("Hi", cancellationToken: Guard).ToChatResponseAsync(Guard)).Text.Should().Be("Hello.");
    }

    /// <summary>The server must receive the same messages whether a response was cached or not.</summary>
    [Test]
    public async Task Cached_response_is_sent_back_like_the_original()
    {
        Server.AnswersJson(Answer).AnswersText("1").AnswersText("2");
        using var pipeline = Chat.AsBuilder().UseDistributedCache(_store).Build();
        var first = await pipeline.GetResponseAsync("Hi", cancellationToken: Guard);
        var second = await pipeline.GetResponseAsync("Hi", cancellationToken: Guard);

        await Chat.GetResponseAsync([.. first.Messages, new AIMessage(AIRole.Tool, [new FunctionResultContent("c1", "r")])], cancellationToken: Guard);
        await Chat.GetResponseAsync([.. second.Messages, new AIMessage(AIRole.Tool, [new FunctionResultContent("c1", "r")])], cancellationToken: Guard);

        Server.Requests[2].Body.Should().Be(Server.Requests[1].Body).And.ContainAll("reasoning_content", "tool_calls");
    }

    private static string Json(ChatResponse response) => JsonSerializer.Serialize(response, AIJsonUtilities.DefaultOptions);
}
