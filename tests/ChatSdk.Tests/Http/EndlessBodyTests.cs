using System.Net;
using System.Text;

namespace ChatSdk.Tests.Http;

/// <summary>
/// Tests that the caller's token and the time limits stop the reading of a body that never ends and whose reads all complete immediately.
/// During its fifth read, the body itself cancels the token or advances the clock. Then it counts the reads that follow.
/// </summary>
[TestFixture]
public sealed class EndlessBodyTests
{
    // After the body has canceled the token or advanced the clock, the call ends within two reads. To close the connection, the client
    // then reads until it can cancel a pending read, but at most 4096 times. No read of this body is ever pending.
    private const int _maxReads = 2 + 4096;

    private const string _complete = "data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n\n";

    [TestCase("", ":\n")]
    [TestCase("", "\n")]
    [TestCase("", "event: ping\ndata: {}\n\n")]
    [TestCase("", "data: null\n\n")]
    [TestCase("", "data: {\"x\":1}\n\n")]
    [TestCase(_complete, "data: [null,null,null]\n\n")]
    [TestCase("", "{ \n")]
    [TestCase("data: {\n", "x\n")]
    public async Task Canceling_the_callers_token_ends_a_stream_of_garbage(string start, string garbage)
    {
        using var cancellation = new CancellationTokenSource();
        using var body = new EndlessStream(start, garbage, cancellation.Cancel);
        using var http = new HttpClient(new BodyHandler(body, "text/event-stream"));
        using var client = NewClient(http, TimeProvider.System);

        var act = () => client.CreateStreamAsync("Hi", cancellationToken: cancellation.Token).ToCompletionAsync(CancellationToken.None);

        (await act.Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(cancellation.Token);
        body.ReadsAfterwards.Should().BeLessThanOrEqualTo(_maxReads);
    }

    [TestCase(600, ChatTimeoutKind.Response)]
    [TestCase(5, ChatTimeoutKind.Overall)]
    public async Task Time_limits_end_a_stream_of_garbage(int overallSeconds, ChatTimeoutKind kind)
    {
        var time = new ManualTime();
        using var body = new EndlessStream("", ":\n", () => time.Advance(TimeSpan.FromSeconds(11)));
        using var http = new HttpClient(new BodyHandler(body, "text/event-stream"));
        using var client = NewClient(http, time, TimeSpan.FromSeconds(overallSeconds));

        var act = () => client.CreateStreamAsync("Hi").ToCompletionAsync(CancellationToken.None);

        (await act.Should().ThrowAsync<ChatTimeoutException>()).Which.Kind.Should().Be(kind);
        body.ReadsAfterwards.Should().BeLessThanOrEqualTo(_maxReads);
    }

    [TestCase(600, ChatTimeoutKind.Response)]
    [TestCase(5, ChatTimeoutKind.Overall)]
    public async Task Time_limits_end_the_reading_of_an_endless_JSON_answer(int overallSeconds, ChatTimeoutKind kind)
    {
        var time = new ManualTime();
        using var body = new EndlessStream("{", " ", () => time.Advance(TimeSpan.FromSeconds(11)));
        using var http = new HttpClient(new BodyHandler(body, "application/json"));
        using var client = NewClient(http, time, TimeSpan.FromSeconds(overallSeconds));

        var act = () => client.CreateAsync("Hi");

        (await act.Should().ThrowAsync<ChatTimeoutException>()).Which.Kind.Should().Be(kind);
        body.ReadsAfterwards.Should().BeLessThanOrEqualTo(_maxReads);
    }

    [Test]
    public async Task Overall_time_limit_ends_a_stream_that_continues_after_a_complete_answer()
    {
        var time = new ManualTime();
        using var body = new EndlessStream(_complete, ":\n", () => time.Advance(TimeSpan.FromSeconds(11)));
        using var http = new HttpClient(new BodyHandler(body, "text/event-stream"));
        using var client = NewClient(http, time, TimeSpan.FromSeconds(5));

        var act = () => client.CreateStreamAsync("Hi").ToCompletionAsync(CancellationToken.None);

        (await act.Should().ThrowAsync<ChatTimeoutException>()).Which.Partial!.Text.Should().Be("a");
        body.ReadsAfterwards.Should().BeLessThanOrEqualTo(_maxReads);
    }

    [Test]
    public async Task Events_without_valid_JSON_after_a_complete_answer_are_ignored_only_up_to_a_limit()
    {
        using var body = new EndlessStream(_complete, "data: {x}\n\n", () => { });
        using var http = new HttpClient(new BodyHandler(body, "text/event-stream"));
        using var client = NewClient(http, TimeProvider.System);

        var act = () => client.CreateStreamAsync("Hi").ToCompletionAsync(CancellationToken.None);

        (await act.Should().ThrowAsync<ChatProtocolException>()).Which.Partial!.Text.Should().Be("a");
    }

    private static ChatClient NewClient(HttpClient http, TimeProvider time, TimeSpan? overall = null) => new(http, new ChatClientOptions
    {
        BaseAddress = "http://localhost/v1",
        Model = "m",
        MaxRetries = 0,
        TimeProvider = time,
        AttemptTimeout = TimeSpan.FromSeconds(10),
        StreamIdleTimeout = Timeout.InfiniteTimeSpan,
        OverallTimeout = overall ?? Timeout.InfiniteTimeSpan,
    });

    /// <summary>A body that sends the start, then repeats a string forever, and ignores its cancellation token. Its fifth read calls the given action.</summary>
    private sealed class EndlessStream(string start, string text, Action afterSomeReads) : MemoryStream
    {
        private const int _some = 5;

        private readonly byte[] _text = Encoding.UTF8.GetBytes(text);
        private int _reads;

        public int ReadsAfterwards => Math.Max(0, _reads - _some);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _reads++;
            if (_reads == _some)
            {
                afterSomeReads();
            }

            if (_reads == 1 && start.Length > 0)
            {
                return ValueTask.FromResult(Encoding.UTF8.GetBytes(start, buffer.Span));
            }

            var count = Math.Min(buffer.Length, 4096) / _text.Length * _text.Length;
            for (var at = 0; at < count; at += _text.Length)
            {
                _text.CopyTo(buffer[at..]);
            }

            return ValueTask.FromResult(count);
        }
    }

    private sealed class BodyHandler(Stream body, string type) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var content = new StreamContent(body);
            content.Headers.ContentType = new(type);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request });
        }
    }
}
