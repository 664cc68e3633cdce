namespace ChatSdk.Extensions.AI.Tests.Pipelines;

/// <summary>Tests <c>UseLogging</c> on top of the adapter. The logged JSON includes messages and responses from ChatSdk.</summary>
[TestFixture]
public sealed class LoggingTests : AdapterTest, IDisposable
{
    private const string Answer =
        """
        {"id":"1","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":"Let me see.","reasoning_content":"Hm.",
        "tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]}}],"service_note":"n"}
        """;

    private readonly LineLog _log = new();

    public void Dispose() => _log.Dispose();

    [Test]
    public async Task Request_and_response_are_logged()
    {
        Server.AnswersJson(Answer);
        using var pipeline = Chat.AsBuilder().UseLogging(_log.Factory).Build();

        await pipeline.GetResponseAsync("Hi", new ChatOptions { Temperature = 0.2f }, Guard);

        _log.Text.Should().ContainAll("GetResponseAsync invoked", "\"Hi\"", "0.2", "GetResponseAsync completed", "Let me see.", "Hm.", "c1", "service_note", Server.BaseAddress);
    }

    [Test]
    public async Task Updates_of_a_stream_are_logged()
    {
        Server.AnswersJson(Answer);
        using var pipeline = Chat.AsBuilder().UseLogging(_log.Factory).Build();

        await pipeline.GetStreamingResponseAsync("Hi", cancellationToken: Guard).ToChatResponseAsync(Guard);

        _log.Text.Should().ContainAll("GetStreamingResponseAsync received update", "Let me see.", "Hm.", "c1", "GetStreamingResponseAsync completed");
    }

    [Test]
    public async Task Failure_is_logged_with_its_exception()
    {
        Server.AnswersError(401, "Who are you?");
        using var pipeline = Chat.AsBuilder().UseLogging(_log.Factory).Build();

        await FluentActions.Awaiting(() => pipeline.GetResponseAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ChatApiException>();

        _log.Text.Should().ContainAll("GetResponseAsync failed", nameof(ChatApiException));
    }
}
