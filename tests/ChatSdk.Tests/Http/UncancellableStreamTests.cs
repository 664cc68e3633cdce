using System.Buffers;
using System.IO.Compression;
using System.Text;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Http;

/// <summary>Tests that cancellation and timeouts end a call even if a handler wraps the body in a stream that ignores its cancellation token.</summary>
[TestFixture(UncancellableKind.Blocks)]
[TestFixture(UncancellableKind.NeverEnds)]
[TestFixture(UncancellableKind.WritesLater)]
public sealed class UncancellableStreamTests(UncancellableKind kind) : ClientTest, IDisposable
{
    private static readonly TimeSpan _short = TimeSpan.FromMilliseconds(100);

    private UncancellableHandler _handler = null!;
    private HttpClient _http = null!;
    private ChatClient _client = null!;

    [SetUp]
    public void UseTheHandler()
    {
        Options.MaxRetries = 0;
        _handler = new UncancellableHandler(kind);
        _http = new HttpClient(_handler) { Timeout = Timeout.InfiniteTimeSpan };
        _client = new ChatClient(_http, Options);
    }

    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
        _http.Dispose();
    }

    [Test]
    public async Task Breaking_out_of_the_loop_closes_the_connection()
    {
        Server.Answers(FakeAnswer.Events(Piece("Hel")).ThenHangs());

        await BreakAsync().WaitAsync(Guard);

        await DisconnectedAsync();
    }

    [Test]
    public async Task Pending_read_of_a_stream_ends_when_the_caller_cancels()
    {
        using var caller = new CancellationTokenSource();
        Server.Answers(FakeAnswer.Events(Piece("Hel")).ThenHangs());
        await using var chunks = _client.CreateStreamAsync("Hi", cancellationToken: caller.Token).GetAsyncEnumerator(Guard);
        await chunks.MoveNextAsync();
        var second = chunks.MoveNextAsync().AsTask();

        await caller.CancelAsync();

        var wait = () => second.WaitAsync(Guard);
        (await wait.Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(caller.Token);
        await DisconnectedAsync();
    }

    [Test]
    public async Task Overall_timeout_ends_a_stream()
    {
        Server.Answers(FakeAnswer.Events(Piece("Hel")).ThenHangs());

        var failure = await FailAsync(ReadAsync(_client.CreateStreamAsync("Hi", new ChatCallOptions { OverallTimeout = TimeSpan.FromSeconds(1) })));

        failure.Kind.Should().Be(ChatTimeoutKind.Overall);
    }

    [Test]
    public async Task Attempt_timeout_ends_a_stream_that_sends_no_event()
    {
        Server.Answers(FakeAnswer.Events().ThenHangs());

        var failure = await FailAsync(ReadAsync(_client.CreateStreamAsync("Hi", new ChatCallOptions { AttemptTimeout = _short })));

        failure.Kind.Should().Be(ChatTimeoutKind.Response);
    }

    [Test]
    public async Task Silent_stream_times_out_according_to_the_configured_clock()
    {
        var time = new ManualTime();
        (Options.TimeProvider, Options.StreamIdleTimeout) = (time, TimeSpan.FromMinutes(5));
        Server.Answers(FakeAnswer.Events(Piece("Hel")).ThenHangs());
        await using var chunks = new ChatClient(_http, Options).CreateStreamAsync("Hi").GetAsyncEnumerator(Guard);
        await chunks.MoveNextAsync();
        var second = chunks.MoveNextAsync().AsTask();

        time.Advance(TimeSpan.FromMinutes(5));

        var failure = await FailAsync(second);
        (failure.Kind, failure.Partial!.Text).Should().Be((ChatTimeoutKind.Idle, "Hel"));
    }

    [Test]
    public async Task Reading_a_body_ends_when_the_caller_cancels()
    {
        using var caller = new CancellationTokenSource();
        Server.Answers(FakeAnswer.Json("""{"choices":[""").ThenHangs());
        var call = _client.CreateAsync("Hi", cancellationToken: caller.Token);
        await Server.NextRequestAsync(Guard);

        await caller.CancelAsync();

        var wait = () => call.WaitAsync(Guard);
        (await wait.Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(caller.Token);
    }

    [TestCase(200)]
    [TestCase(500)]
    public async Task Attempt_timeout_ends_the_reading_of_a_body(int status)
    {
        Server.Answers(FakeAnswer.Json("""{"choices":[""", status).ThenHangs());

        var failure = await FailAsync(_client.CreateAsync("Hi", new ChatCallOptions { AttemptTimeout = _short }));

        failure.Kind.Should().Be(ChatTimeoutKind.Response);
    }

    [TestCase("gzip")]
    [TestCase("br")]
    public async Task Compressed_stream_ends_when_the_caller_cancels_and_does_not_return_buffers_that_are_still_in_use(string encoding)
    {
        using var caller = new CancellationTokenSource();
        Server.Answers(FakeAnswer.Bytes(Compressed($"data: {Piece("Hel")}\n\n", encoding), "text/event-stream").WithHeader("Content-Encoding", encoding).ThenHangs());
        await using var chunks = _client.CreateStreamAsync("Hi", cancellationToken: caller.Token).GetAsyncEnumerator(Guard);
        await chunks.MoveNextAsync();
        var second = chunks.MoveNextAsync().AsTask();

        await caller.CancelAsync();

        await FluentActions.Awaiting(() => second.WaitAsync(Guard)).Should().ThrowAsync<OperationCanceledException>();
        NextRented().Should().NotIntersectWith(_handler.Body!.Pending);
    }

    [Test]
    public async Task Buffer_of_a_read_that_has_not_ended_is_not_returned_to_the_pool([Values] bool isStream)
    {
        using var caller = new CancellationTokenSource();
        Server.Answers(isStream ? FakeAnswer.Events(Piece("Hel")).ThenHangs() : FakeAnswer.Json("""{"choices":[""").ThenHangs());
        Task call = isStream
            ? ReadAsync(_client.CreateStreamAsync("Hi", cancellationToken: caller.Token))
            : _client.CreateAsync("Hi", cancellationToken: caller.Token);
        while (_handler.Body?.Pending.Any() != true)
        {
            await Task.Yield();
        }

        await caller.CancelAsync();
        await FluentActions.Awaiting(() => call.WaitAsync(Guard)).Should().ThrowAsync<OperationCanceledException>();

        NextRented().Should().NotIntersectWith(_handler.Body.Pending);
    }

    [Test]
    public async Task Answer_that_does_not_stall_is_read_as_usual()
    {
        (await _client.CreateAsync("Hi", cancellationToken: Guard)).Text.Should().Be("You said: Hi");
        (await ReadAsync(_client.CreateStreamAsync("Hi"))).Should().Be("You said: Hi");
    }

    private static async Task<ChatTimeoutException> FailAsync(Task call) =>
        (await FluentActions.Awaiting(() => call.WaitAsync(Guard)).Should().ThrowAsync<ChatTimeoutException>()).Which;

    // Rents so many buffers on so many threads that they include every buffer that was returned to the pool.
    private static List<byte[]> NextRented()
    {
        var rented = new List<byte[]>();
        Parallel.For(0, 64, _ =>
        {
            byte[][] some = [.. Enumerable.Range(0, 32).SelectMany(_ => new[] { 256, 8 * 1024, 16 * 1024, 64 * 1024 }).Select(ArrayPool<byte>.Shared.Rent)];
            lock (rented)
            {
                rented.AddRange(some);
            }
        });
        return rented;
    }

    private static byte[] Compressed(string text, string encoding)
    {
        using var packed = new MemoryStream();
        using Stream packing = encoding == "br" ? new BrotliStream(packed, CompressionMode.Compress) : new GZipStream(packed, CompressionMode.Compress);
        packing.Write(Encoding.UTF8.GetBytes(text));
        packing.Flush();
        return packed.ToArray();
    }

    private async Task BreakAsync()
    {
        await foreach (var chunk in _client.CreateStreamAsync("Hi"))
        {
            chunk.Text.Should().Be("Hel");
            break;
        }
    }

    private async Task DisconnectedAsync() => await (await Server.NextRequestAsync(Guard)).ClientDisconnected.WaitAsync(Guard);
}
