using System.Diagnostics;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Http;

/// <summary>Tests the lifetime of streams, connections and buffers.</summary>
[TestFixture]
public sealed class StreamLifetimeTests : ClientTest
{
    // Closing the connection usually takes a few milliseconds. By default, HttpClient would continue to read for two seconds.
    private static readonly TimeSpan _promptly = TimeSpan.FromSeconds(1);

    private static IEnumerable<TestCaseData> Endless =>
    [
        new TestCaseData(FakeAnswer.Events(Piece("a")).ThenHangs()).SetArgDisplayNames("silence after a chunk"),
        new TestCaseData(FakeAnswer.Events([.. Enumerable.Repeat(Piece("a"), 5000)]).ThenHangs()).SetArgDisplayNames("many chunks in the buffers"),
        new TestCaseData(FakeAnswer.Raw($"data: {Piece("a")}\n\n: {new string('x', 32 * 1024 * 1024)}", "text/event-stream").ThenHangs()).SetArgDisplayNames("a long body that is still being sent"),
        new TestCaseData(FakeAnswer.Events([.. Enumerable.Repeat(Piece("a"), 100_000)]).Pausing(TimeSpan.FromMilliseconds(1))).SetArgDisplayNames("a chunk every millisecond"),
    ];

    [Test]
    public async Task Disposing_a_stream_during_a_pending_read_throws()
    {
        Server.Answers(FakeAnswer.Events(Piece("Hi")).ThenHangs());
        using var caller = new CancellationTokenSource();
        var chunks = Client.CreateStreamAsync("Hi", cancellationToken: caller.Token).GetAsyncEnumerator(Guard);
        await chunks.MoveNextAsync();
        var second = chunks.MoveNextAsync().AsTask();

        await FluentActions.Awaiting(async () => await chunks.DisposeAsync()).Should().ThrowAsync<NotSupportedException>();
        await caller.CancelAsync();
        await FluentActions.Awaiting(() => second).Should().ThrowAsync<OperationCanceledException>();
        await chunks.DisposeAsync();
    }

    [Test]
    public async Task Nothing_is_sent_before_enumeration_starts()
    {
        var stream = Client.CreateStreamAsync("Hi", cancellationToken: Guard);
        await using var chunks = stream.GetAsyncEnumerator(Guard);
        Server.Requests.Should().BeEmpty();

        await chunks.MoveNextAsync();

        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task MoveNext_after_the_end_or_after_disposal_returns_false()
    {
        Server.Answers(FakeAnswer.Stream("Hi"));
        var chunks = Client.CreateStreamAsync("Hi", cancellationToken: Guard).GetAsyncEnumerator(Guard);
        while (await chunks.MoveNextAsync())
        {
            // The loop only reads the stream to its end.
        }

        (await chunks.MoveNextAsync()).Should().BeFalse();
        await chunks.DisposeAsync();
        (await chunks.MoveNextAsync()).Should().BeFalse();
        Server.Requests.Should().ContainSingle();
    }

    [TestCaseSource(nameof(Endless))]
    public async Task Breaking_out_of_the_loop_closes_the_connection_at_once(FakeAnswer answer)
    {
        Server.AnswersAlways(answer);

        var time = await ShortestTimeUntilClosedAsync(async () =>
        {
            await foreach (var chunk in Client.CreateStreamAsync("Hi", cancellationToken: Guard))
            {
                chunk.Text.Should().Be("a");
                break;
            }
        });

        time.Should().BeLessThan(_promptly);
    }

    [Test]
    public async Task Exception_in_the_loop_closes_the_connection_at_once()
    {
        Server.AnswersAlways(FakeAnswer.Events(Piece("a")).ThenHangs());
        var act = async () =>
        {
            await foreach (var chunk in Client.CreateStreamAsync("Hi", cancellationToken: Guard))
            {
                throw new NotSupportedException(chunk.Text);
            }
        };

        var time = await ShortestTimeUntilClosedAsync(() => act.Should().ThrowAsync<NotSupportedException>());

        time.Should().BeLessThan(_promptly);
    }

    [TestCase("")]
    [TestCase(": bye\n\ndata: {\"choices\":[]}\n\n")]
    public async Task Connection_is_reused_after_a_stream_has_ended(string afterwards)
    {
        using var connections = new ConnectionCounter();
        using var client = new ChatClient(connections.Http, Options);
        Server.AnswersAlways(FakeAnswer.Raw($"data: {Piece("a")}\n\ndata: {Finish}\n\ndata: [DONE]\n\n{afterwards}", "text/event-stream"));

        for (var call = 0; call < 5; call++)
        {
            (await ReadAsync(client.CreateStreamAsync("Hi", cancellationToken: Guard))).Should().Be("a");
        }

        connections.Count.Should().Be(1);
    }

    [Test]
    public async Task Connection_is_reused_after_a_rejected_call()
    {
        using var connections = new ConnectionCounter();
        using var client = new ChatClient(connections.Http, Options);
        Server.AnswersAlways(FakeAnswer.Error(400, "No."));

        for (var call = 0; call < 5; call++)
        {
            await FluentActions.Awaiting(() => client.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ChatApiException>();
        }

        connections.Count.Should().Be(1);
    }

    [Test]
    public async Task Disposing_the_client_does_not_dispose_the_callers_http_client()
    {
        using var connections = new ConnectionCounter();
        new ChatClient(connections.Http, Options).Dispose();
        using var client = new ChatClient(connections.Http, Options);

        var answer = await client.CreateAsync("Hi", cancellationToken: Guard);

        answer.Text.Should().Be("You said: Hi");
    }

    [Test]
    public async Task Overlapping_MoveNext_throws_and_loses_no_chunk()
    {
        using var server = new PuppetServer();
        using var client = new ChatClient(server.BaseAddress, model: "m");
        await using var chunks = client.CreateStreamAsync("Hi", cancellationToken: Guard).GetAsyncEnumerator();
        var move = chunks.MoveNextAsync();
        var socket = await server.AnswerAsync("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n", Guard);

        var overlapping = () => chunks.MoveNextAsync().AsTask();
        await overlapping.Should().ThrowAsync<InvalidOperationException>();

        await PuppetServer.SendAsync(socket, $"data: {Piece("Hel")}\n\ndata: {Piece("lo")}\n\ndata: [DONE]\n\n");
        socket.Close();
        var text = "";
        for (var hasNext = await move; hasNext; hasNext = await chunks.MoveNextAsync())
        {
            text += chunks.Current.Text;
        }

        text.Should().Be("Hello");
    }

    [Test]
    public async Task Buffer_is_not_preallocated_with_the_declared_content_length()
    {
        using var server = new PuppetServer();
        using var client = new ChatClient(server.BaseAddress, model: "m");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Guard);
        var before = GC.GetTotalAllocatedBytes();

        var call = client.CreateAsync("Hi", cancellationToken: stop.Token);
        await server.AnswerAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 67108863\r\n\r\n{\"choices\":", Guard);
        await stop.CancelAsync();
        await FluentActions.Awaiting(() => call).Should().ThrowAsync<OperationCanceledException>();

        (GC.GetTotalAllocatedBytes() - before).Should().BeLessThan(16 * 1024 * 1024);
    }

    /// <summary>Reads up to five streams, because a busy machine can delay some, and returns the shortest time until the server detected the closed connection.</summary>
    private async Task<TimeSpan> ShortestTimeUntilClosedAsync(Func<Task> leaveAsync)
    {
        var shortest = TimeSpan.MaxValue;
        for (var stream = 0; stream < 5 && shortest >= _promptly; stream++)
        {
            var watch = Stopwatch.StartNew();
            await leaveAsync();
            await (await Server.NextRequestAsync(Guard)).ClientDisconnected.WaitAsync(Guard);
            shortest = watch.Elapsed < shortest ? watch.Elapsed : shortest;
        }

        return shortest;
    }
}
