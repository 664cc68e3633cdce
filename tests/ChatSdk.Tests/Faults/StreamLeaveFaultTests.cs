using System.Diagnostics;
using System.Runtime.CompilerServices;
using ChatSdk.Testing;
using ChatSdk.Tests.Http;

namespace ChatSdk.Tests.Faults;

/// <summary>Tests that the connection is closed when the caller cancels, leaves or abandons a stream, so that the server can stop generating tokens. Row numbers refer to the table in <c>docs/errors-and-retries.md</c>.</summary>
[TestFixture]
public sealed class StreamLeaveFaultTests : StreamFaultTest
{
    private const int Times = 5;

    // Closing the connection usually takes a few milliseconds. By default, HttpClient would continue to read for two seconds. The limit is
    // between these times.
    private static readonly TimeSpan _atOnce = TimeSpan.FromSeconds(1);

    private readonly ConnectionCounter _connections = new();

    [Test]
    [Fault(71, "the caller leaves the loop over a stream with `break` or an exception, or calls `DisposeAsync`", "the connection is closed immediately")]
    public async Task Row_71_connection_closes_at_once_when_the_caller_stops_reading([Values("break", "exception", "dispose")] string way, [Values] bool hasCustomHttpClient)
    {
        Server.AnswersAlways(FakeAnswer.Events([.. Enumerable.Repeat(Piece("a"), 1000)]).ThenHangs());

        var times = await MeasureAsync(hasCustomHttpClient, chunks => LeaveAsync(chunks, way));

        times.Order().ElementAt(Times / 2).Should().BeLessThan(_atOnce);
        await NoConnectionIsInUseAsync();
    }

    [Test]
    [Fault(72, "a stream is never enumerated, or its enumeration is started but never disposed", "nothing is sent before the enumeration; the garbage collector can reclaim the stream")]
    public async Task Row_72_abandoned_stream_is_closed_by_the_garbage_collector()
    {
        Server.Answers(FakeAnswer.Events(Piece("a")).ThenHangs());
        Client.CreateStreamAsync("Hi", cancellationToken: Guard).GetAsyncEnumerator(Guard).Should().NotBeNull();
        Server.Requests.Should().BeEmpty();

        await AbandonStreamAsync();
        var left = (await Server.NextRequestAsync(Guard)).ClientDisconnected;
        while (!left.IsCompleted && !Guard.IsCancellationRequested)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Yield();
        }

        left.IsCompleted.Should().BeTrue();
        await SucceedAsync("You said: Hi", attempts: 2);
    }

    [Test]
    [Fault(73, "the caller cancels in the middle of a stream", "`OperationCanceledException` with the caller's token; the connection is closed immediately", Kept = "the chunks received so far")]
    public async Task Row_73_connection_closes_at_once_when_the_caller_cancels([Values] bool hasCustomHttpClient)
    {
        Server.AnswersAlways(FakeAnswer.Events([.. Enumerable.Repeat(Piece("a"), 1000)]).ThenHangs());

        var times = await MeasureAsync(hasCustomHttpClient, CancelAsync);

        times.Order().ElementAt(Times / 2).Should().BeLessThan(_atOnce);
        await NoConnectionIsInUseAsync();
    }

    protected override void Dispose(bool disposing)
    {
        _connections.Dispose();
        base.Dispose(disposing);
    }

    private static async Task CancelAsync(IAsyncEnumerable<ChatCompletionChunk> chunks)
    {
        using var caller = new CancellationTokenSource();
        var read = async () =>
        {
            await foreach (var chunk in chunks.WithCancellation(caller.Token))
            {
                await caller.CancelAsync();
            }
        };

        (await read.Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(caller.Token);
    }

    private static async Task LeaveAsync(IAsyncEnumerable<ChatCompletionChunk> chunks, string way)
    {
        if (way == "dispose")
        {
            var enumerator = chunks.GetAsyncEnumerator(Guard);
            (await enumerator.MoveNextAsync()).Should().BeTrue();
            await enumerator.DisposeAsync();
            return;
        }

        try
        {
            await foreach (var chunk in chunks.WithCancellation(Guard))
            {
                if (way == "exception")
                {
                    throw new NotSupportedException(chunk.Text);
                }

                break;
            }
        }
        catch (NotSupportedException)
        {
            // The loop above throws this exception.
        }
    }

    /// <summary>Opens and leaves several streams in turn. For each of them, returns the time until the server has detected that its connection is closed.</summary>
    private async Task<List<TimeSpan>> MeasureAsync(bool hasCustomHttpClient, Func<IAsyncEnumerable<ChatCompletionChunk>, Task> leaveAsync)
    {
        using var other = hasCustomHttpClient ? new ChatClient(_connections.Http, Options) : null;
        List<TimeSpan> times = [];
        for (var time = 0; time < Times; time++)
        {
            var chunks = (other ?? Client).CreateStreamAsync("Hi");
            var watch = Stopwatch.StartNew();
            await leaveAsync(chunks);
            await (await Server.NextRequestAsync(Guard)).ClientDisconnected.WaitAsync(Guard);
            times.Add(watch.Elapsed);
        }

        Server.Requests.Should().HaveCount(Times);
        return times;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task AbandonStreamAsync()
    {
        var chunks = Client.CreateStreamAsync("Hi", cancellationToken: Guard).GetAsyncEnumerator(Guard);
        (await chunks.MoveNextAsync()).Should().BeTrue();
    }
}
