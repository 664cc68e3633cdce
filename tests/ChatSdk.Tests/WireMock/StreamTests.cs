using System.Threading.Channels;
using ChatSdk.Tests.Docs;
using WireMock;
using WireMock.ResponseBuilders;
using WireMock.Types;
using WireMock.Util;

namespace ChatSdk.Tests.WireMock;

/// <summary>Tests server-sent events that the server writes one at a time.</summary>
[TestFixture]
public sealed class StreamTests : WireMockTest
{
    private const string Done = "data: [DONE]\n\n";

    private readonly Channel<EventQueue> _responses = Channel.CreateUnbounded<EventQueue>();
    private readonly List<EventQueue> _queues = [];

    [SetUp]
    public void AnswerEachRequestWithItsOwnEvents() => Server.Given(Chat()).RespondWith(Response.Create().WithCallback(_ =>
    {
        var events = new EventQueue();
        _responses.Writer.TryWrite(events);
        var response = new ResponseMessage { StatusCode = 200, BodyData = new BodyData { DetectedBodyType = BodyType.SseString, SseStringQueue = events } };
        response.AddHeader("Content-Type", "text/event-stream");
        return response;
    }));

    // A response that is still open would block the shutdown of the server.
    [TearDown]
    public void CloseAllResponses() => _queues.ForEach(events => events.Close());

    [Test]
    public async Task Chunk_is_received_before_the_next_one_is_written()
    {
        await using var chunks = Client.CreateStreamAsync("Hi", cancellationToken: Guard).GetAsyncEnumerator(Guard);
        var next = chunks.MoveNextAsync().AsTask();
        var events = await NextResponseAsync();

        foreach (var text in new[] { "Hello", " from", " afar" })
        {
            next.IsCompleted.Should().BeFalse("no further event was written");
            events.Write(Event(text));
            (await next).Should().BeTrue();
            chunks.Current.Text.Should().Be(text);
            next = chunks.MoveNextAsync().AsTask();
        }

        events.Write(Done);
        (await next).Should().BeFalse("[DONE] ends the stream, although the server keeps the response open");
    }

    [Test]
    public async Task Concurrent_streams_are_not_mixed_up()
    {
        var first = Client.CreateStreamAsync("Hi", cancellationToken: Guard).ToCompletionAsync(Guard);
        var firstEvents = await NextResponseAsync();
        var second = Client.CreateStreamAsync("Hi", cancellationToken: Guard).ToCompletionAsync(Guard);
        var secondEvents = await NextResponseAsync();

        foreach (var number in new[] { "1", "2", "3" })
        {
            firstEvents.Write(Event("a" + number));
            secondEvents.Write(Event("b" + number));
        }

        secondEvents.Write(Done);
        firstEvents.Write(Done);
        (await first).Text.Should().Be("a1a2a3");
        (await second).Text.Should().Be("b1b2b3");
    }

    [Test]
    public async Task Event_sent_in_two_parts_is_read()
    {
        var completeEvent = Event("Grüße");
        var stream = Client.CreateStreamAsync("Hi", cancellationToken: Guard).ToCompletionAsync(Guard);
        var events = await NextResponseAsync();

        events.Write(completeEvent[..30]);
        events.Write(completeEvent[30..]);
        events.Write(Done);

        (await stream).Text.Should().Be("Grüße");
    }

    [Test]
    public async Task Stream_with_neither_DONE_nor_a_finish_reason_throws()
    {
        var stream = ReadBrokenAsync<ChatConnectionException>();
        var events = await NextResponseAsync();

        events.Write(Event("Hel"));
        events.Close();

        (await stream).Kind.Should().Be(ChatConnectionErrorKind.StreamTruncated);
        (await stream).Partial!.Text.Should().Be("Hel");
    }

    [Test]
    public async Task Error_in_a_stream_throws_with_the_partial_answer()
    {
        var stream = ReadBrokenAsync<ChatApiException>();
        var events = await NextResponseAsync();

        events.Write(Event("Hel"));
        events.Write("""data: {"error":{"message":"Overloaded.","code":503}}""" + "\n\n");

        (await stream).Kind.Should().Be(ChatErrorKind.Overloaded);
        (await stream).Partial!.Text.Should().Be("Hel");
    }

    [Test]
    public async Task Stream_that_pauses_for_too_long_times_out()
    {
        var time = new ManualTime();
        Options.TimeProvider = time;
        await using var chunks = Client.CreateStreamAsync("Hi", cancellationToken: Guard).GetAsyncEnumerator(Guard);
        var next = chunks.MoveNextAsync().AsTask();
        (await NextResponseAsync()).Write(Event("Hel"));
        await next;

        next = chunks.MoveNextAsync().AsTask();
        time.Advance(await time.NextTimerAsync(left => left == Options.StreamIdleTimeout, Guard));

        (await FluentActions.Awaiting(() => next).Should().ThrowExactlyAsync<ChatTimeoutException>()).Which.Kind.Should().Be(ChatTimeoutKind.Idle);
    }

    private static string Event(string text) => $$$"""data: {"choices":[{"index":0,"delta":{"content":"{{{text}}}"}}]}""" + "\n\n";

    private async Task<EventQueue> NextResponseAsync()
    {
        var events = await _responses.Reader.ReadAsync(Guard);
        _queues.Add(events);
        return events;
    }

    private async Task<T> ReadBrokenAsync<T>()
        where T : ChatException =>
        (await Client.Awaiting(client => client.CreateStreamAsync("Hi", cancellationToken: Guard).ToCompletionAsync(Guard)).Should().ThrowExactlyAsync<T>()).Which;
}
