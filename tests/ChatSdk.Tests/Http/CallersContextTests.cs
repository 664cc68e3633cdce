using System.Net;

namespace ChatSdk.Tests.Http;

/// <summary>
/// Tests that the library never posts to the caller's synchronization context. In a program with a user interface, this is the context of
/// the UI thread, and a post would cause a deadlock if the caller blocks this thread while it waits for the call.
/// </summary>
[TestFixture]
[CancelAfter(30_000)]
public sealed class CallersContextTests
{
    private const string _answer = """{"choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}]}""";
    private const string _stream = """
        data: {"choices":[{"index":0,"delta":{"content":"He"}}]}

        data: {"choices":[{"index":0,"delta":{"content":"llo"}}]}

        data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

        data: [DONE]


        """;

    // Each value is the point at which a call waits and then continues on another thread: -2 is the key provider, -1 is the handler, and
    // 0 or more is a read of the body, counted from 0. The highest values cause no wait, because there are fewer reads.
    private static IEnumerable<int> Waits => Enumerable.Range(-2, 10);

    [TestCaseSource(nameof(Waits))]
    public async Task Call_does_not_use_the_synchronization_context(int waitAt)
    {
        using var client = NewClient(_answer, 200, waitAt);

        (await WithoutPosts(() => client.CreateAsync("Hi"))).Text.Should().Be("Hello");
        (await WithoutPosts(() => client.CreateTextAsync(new() { Prompt = "Hi" }))).Choices.Should().HaveCount(1);
    }

    [TestCaseSource(nameof(Waits))]
    public async Task Call_that_is_answered_with_a_stream_does_not_use_the_synchronization_context(int waitAt)
    {
        using var client = NewClient(_stream, 200, waitAt);

        (await WithoutPosts(() => client.CreateAsync("Hi"))).Text.Should().Be("Hello");
    }

    [TestCaseSource(nameof(Waits))]
    public async Task Call_that_fails_does_not_use_the_synchronization_context(int waitAt)
    {
        using var client = NewClient("""{"error":{"message":"No"}}""", 503, waitAt);

        var failure = (await FluentActions.Awaiting(() => WithoutPosts(() => client.CreateAsync("Hi"))).Should().ThrowAsync<ChatApiException>()).Which;

        failure.Attempts.Should().Be(2);
        failure.ServerMessage.Should().Be("No");
    }

    [TestCaseSource(nameof(Waits))]
    public async Task Call_with_an_invalid_answer_does_not_use_the_synchronization_context(int waitAt)
    {
        using var client = NewClient("<html>", 200, waitAt);

        await FluentActions.Awaiting(() => WithoutPosts(() => client.CreateAsync("Hi"))).Should().ThrowAsync<ChatProtocolException>();
        await FluentActions.Awaiting(() => WithoutPosts(() => client.ListModelsAsync())).Should().ThrowAsync<ChatProtocolException>();
    }

    [TestCaseSource(nameof(Waits))]
    public async Task Stream_does_not_use_the_synchronization_context(int waitAt)
    {
        using var client = NewClient(_stream, 200, waitAt);

        (await ReadAsync(client)).Should().Be("Hello");
        (await WithoutPosts(() => client.CreateStreamAsync("Hi").ToCompletionAsync())).Text.Should().Be("Hello");
    }

    [TestCaseSource(nameof(Waits))]
    public async Task Truncated_stream_does_not_use_the_synchronization_context(int waitAt)
    {
        using var client = NewClient(_stream[..100], 200, waitAt);

        await FluentActions.Awaiting(() => ReadAsync(client)).Should().ThrowAsync<ChatConnectionException>();
    }

    [TestCaseSource(nameof(Waits))]
    public async Task Stream_that_is_disposed_after_its_first_chunk_does_not_use_the_synchronization_context(int waitAt)
    {
        using var client = NewClient(_stream, 200, waitAt);
        var chunks = client.CreateStreamAsync("Hi").GetAsyncEnumerator();

        await WithoutPosts(() => chunks.MoveNextAsync().AsTask());
        await WithoutPosts(async () => await chunks.DisposeAsync().ConfigureAwait(false));
    }

    private static ChatClient NewClient(string body, int status, int waitAt)
    {
        async Task<string> KeyAsync(CancellationToken cancellationToken)
        {
            await WaitIf(waitAt == -2).ConfigureAwait(false);
            return "key";
        }

        return new(new HttpClient(new Handler(body, status, waitAt)), new ChatClientOptions
        {
            BaseAddress = "http://localhost/v1",
            Model = "m",
            MaxRetries = 1,
            RetryDelay = TimeSpan.Zero,
            ApiKeyProvider = KeyAsync,
        });
    }

    private static async Task<string> ReadAsync(ChatClient client)
    {
        var text = "";
        var chunks = client.CreateStreamAsync("Hi").GetAsyncEnumerator();
        while (await WithoutPosts(() => chunks.MoveNextAsync().AsTask()))
        {
            text += chunks.Current.Text;
        }

        await WithoutPosts(async () => await chunks.DisposeAsync().ConfigureAwait(false));
        return text;
    }

    private static Task<bool> WithoutPosts(Func<Task> start) => WithoutPosts(async () =>
    {
        await start().ConfigureAwait(false);
        return true;
    });

    private static async Task<T> WithoutPosts<T>(Func<Task<T>> start)
    {
        var (context, before) = (new Context(), SynchronizationContext.Current);
        SynchronizationContext.SetSynchronizationContext(context);
        Task<T> task;
        try
        {
            task = start();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        try
        {
            return await task;
        }
        finally
        {
            context.Posts.Should().Be(0);
        }
    }

    private static async Task WaitIf(bool waits)
    {
        if (waits)
        {
            await Task.Delay(1).ConfigureAwait(false);
        }
    }

    private sealed class Context : SynchronizationContext
    {
        private int _posts;

        public int Posts => Volatile.Read(ref _posts);

        public override void Post(SendOrPostCallback d, object? state)
        {
            Interlocked.Increment(ref _posts);
            ThreadPool.QueueUserWorkItem(_ => d(state));
        }
    }

    private sealed class Handler(string body, int status, int waitAt) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await WaitIf(waitAt == -1).ConfigureAwait(false);
            return new((HttpStatusCode)status) { Content = new StreamContent(new Body(body, waitAt)), RequestMessage = request };
        }
    }

    private sealed class Body(string text, int waitAt) : MemoryStream(System.Text.Encoding.UTF8.GetBytes(text))
    {
        private int _reads;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await WaitIf(_reads++ == waitAt).ConfigureAwait(false);
            return await base.ReadAsync(buffer[..Math.Min(buffer.Length, 64)], cancellationToken).ConfigureAwait(false);
        }
    }
}
