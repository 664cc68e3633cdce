namespace ChatSdk.Tests.Faults;

/// <summary>A stream that is enumerated more than once.</summary>
[TestFixture]
public sealed class StreamTwiceFaultTests : StreamFaultTest
{
    [Test]
    [Fault(74, "a stream is enumerated a second time", "InvalidOperationException; nothing is sent")]
    public async Task Row_74_stream_is_enumerated_once([Values] bool isText, [Values] bool isTried)
    {
        var read = (isText, isTried) switch
        {
            (false, false) => Reading(Client.CreateStreamAsync("Hi")),
            (false, true) => Reading(Client.TryCreateStreamAsync(new() { Messages = [ChatMessage.User("Hi")] })),
            (true, false) => Reading(Client.CreateTextStreamAsync(new() { Prompt = "Hi" })),
            (true, true) => Reading(Client.TryCreateTextStreamAsync(new() { Prompt = "Hi" })),
        };
        await read();

        (await read.Should().ThrowAsync<InvalidOperationException>()).WithMessage("*enumerated before*");

        Server.Requests.Should().ContainSingle();
        await NoConnectionIsInUseAsync();
    }

    private static Func<Task> Reading<T>(IAsyncEnumerable<T> chunks) => async () =>
    {
        await foreach (var chunk in chunks.WithCancellation(Guard))
        {
            chunk.Should().NotBeNull();
        }
    };
}
