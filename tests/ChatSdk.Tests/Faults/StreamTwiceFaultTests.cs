namespace ChatSdk.Tests.Faults;

/// <summary>Tests that streams, tool runs, conversation turns and bulk requests cannot be enumerated twice. Row numbers refer to the table in <c>docs/errors-and-retries.md</c>.</summary>
[TestFixture]
public sealed class StreamTwiceFaultTests : StreamFaultTest
{
    [Test]
    [Fault(74, "a stream is enumerated a second time", "`InvalidOperationException`; nothing is sent")]
    public async Task Row_74_enumerating_a_stream_twice_throws([Values] bool isText, [Values] bool isTried)
    {
        var read = (isText, isTried) switch
        {
            (false, false) => Reading(Client.CreateStreamAsync("Hi")),
            (false, true) => Reading(Client.TryCreateStreamAsync(new() { Messages = [ChatMessage.User("Hi")] })),
            (true, false) => Reading(Client.CreateTextStreamAsync(new() { Prompt = "Hi" })),
            (true, true) => Reading(Client.TryCreateTextStreamAsync(new() { Prompt = "Hi" })),
        };
        await read();

        (await read.Should().ThrowAsync<InvalidOperationException>()).WithMessage("*already enumerated*");

        Server.Requests.Should().ContainSingle();
        await NoConnectionIsInUseAsync();
    }

    [Test]
    [Fault(74, "a tool run, a conversation turn or bulk requests are enumerated a second time", "`InvalidOperationException`; nothing is sent, and no tool is run")]
    public async Task Row_74_enumerating_a_tool_run_a_turn_or_bulk_requests_twice_throws([Values("tools", "conversation", "many")] string what)
    {
        ChatCompletionRequest hi = new() { Messages = [ChatMessage.User("Hi")] };
        var read = what switch
        {
            "tools" => Reading(Client.RunToolsStreamAsync(hi)),
            "conversation" => Reading(new ChatConversation(Client).SendStreamAsync("Hi")),
            _ => Reading(Client.CreateManyAsync([hi])),
        };
        await read();

        (await read.Should().ThrowAsync<InvalidOperationException>()).WithMessage("*already enumerated*");

        Server.Requests.Should().ContainSingle();
    }

    private static Func<Task> Reading<T>(IAsyncEnumerable<T> chunks) => async () =>
    {
        await foreach (var chunk in chunks.WithCancellation(Guard))
        {
            chunk.Should().NotBeNull();
        }
    };
}
