using System.Net;

namespace ChatSdk.Tests.Http;

/// <summary>Tests that cancellation and timeouts end a call even if the handler, the content or the key provider ignores its cancellation token.</summary>
[TestFixture(false)]
[TestFixture(true)]
public sealed class UncancellableCallTests(bool streamed) : ClientTest
{
    private static readonly TimeSpan _short = TimeSpan.FromMilliseconds(100);

    private readonly TaskCompletionSource<HttpResponseMessage> _response = new();
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [SetUp]
    public void DisableRetries() => Options.MaxRetries = 0;

    [Test]
    public async Task Caller_can_cancel_even_if_the_handler_ignores_its_token()
    {
        using var caller = new CancellationTokenSource();
        using var http = new HttpClient(new PuppetHandler(this));
        var call = CallAsync(new ChatClient(http, Options), null, caller.Token);
        await _begun.Task.WaitAsync(Guard);

        await caller.CancelAsync();

        (await FluentActions.Awaiting(() => call.WaitAsync(Guard)).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(caller.Token);
    }

    [Test]
    public async Task Timeout_ends_the_call_even_if_the_handler_ignores_its_token([Values] bool isOverall)
    {
        using var http = new HttpClient(new PuppetHandler(this));
        var options = isOverall ? new ChatCallOptions { OverallTimeout = _short } : new ChatCallOptions { AttemptTimeout = _short };

        var call = CallAsync(new ChatClient(http, Options), options, CancellationToken.None);

        var failure = (await FluentActions.Awaiting(() => call.WaitAsync(Guard)).Should().ThrowAsync<ChatTimeoutException>()).Which;
        failure.Kind.Should().Be(isOverall ? ChatTimeoutKind.Overall : ChatTimeoutKind.Response);
    }

    [Test]
    public async Task Request_is_retried_even_if_the_handler_never_ends_the_first_attempt()
    {
        using var http = new HttpClient(new PuppetHandler(this, waits: 1) { InnerHandler = new SocketsHttpHandler() });
        var time = new ManualTime();
        (Options.TimeProvider, Options.MaxRetries, Options.RetryDelay) = (time, 1, TimeSpan.Zero);
        var call = CallAsync(new ChatClient(http, Options), null, Guard);
        await _begun.Task.WaitAsync(Guard);

        time.Advance(Options.AttemptTimeout);
        await call.WaitAsync(Guard);

        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Response_that_arrives_after_the_timeout_is_disposed()
    {
        using var http = new HttpClient(new PuppetHandler(this));
        using var content = new WatchedContent();
        var call = CallAsync(new ChatClient(http, Options), new ChatCallOptions { AttemptTimeout = _short }, CancellationToken.None);
        await FluentActions.Awaiting(() => call.WaitAsync(Guard)).Should().ThrowAsync<ChatTimeoutException>();

        _response.SetResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });

        await content.Disposed.WaitAsync(Guard);
    }

    [Test]
    public async Task Exception_that_the_handler_throws_after_the_timeout_is_observed()
    {
        using var unobserved = new UnobservedExceptions<InvalidTimeZoneException>();
        using var http = new HttpClient(new PuppetHandler(this));

        await FluentActions.Awaiting(() => CallAsync(new ChatClient(http, Options), new ChatCallOptions { AttemptTimeout = _short }, CancellationToken.None).WaitAsync(Guard)).Should().ThrowAsync<ChatTimeoutException>();
        _response.SetException(new InvalidTimeZoneException());

        (await unobserved.CountAsync(Guard)).Should().Be(0);
    }

    [Test]
    public async Task Timeout_ends_the_call_and_disposes_the_content_even_if_the_content_ignores_its_token()
    {
        using var http = new HttpClient(new PuppetHandler(this));
        using var content = new WatchedContent();
        _response.SetResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });

        var call = CallAsync(new ChatClient(http, Options), new ChatCallOptions { AttemptTimeout = _short }, CancellationToken.None);

        await FluentActions.Awaiting(() => call.WaitAsync(Guard)).Should().ThrowAsync<ChatTimeoutException>();
        await content.Disposed.WaitAsync(Guard);
    }

    [Test]
    public async Task Caller_can_cancel_even_if_the_key_provider_ignores_its_token()
    {
        using var caller = new CancellationTokenSource();
        Options.ApiKeyProvider = async _ =>
        {
            _begun.SetResult();
            await new TaskCompletionSource().Task;
            return "key";
        };
        var call = CallAsync(Client, null, caller.Token);
        await _begun.Task.WaitAsync(Guard);

        await caller.CancelAsync();

        (await FluentActions.Awaiting(() => call.WaitAsync(Guard)).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(caller.Token);
        Server.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Timeout_ends_the_call_even_if_the_key_provider_ignores_its_token()
    {
        Options.ApiKeyProvider = _ => new TaskCompletionSource<string>().Task;

        var call = CallAsync(Client, new ChatCallOptions { AttemptTimeout = _short }, CancellationToken.None);

        await FluentActions.Awaiting(() => call.WaitAsync(Guard)).Should().ThrowAsync<ChatTimeoutException>();
    }

    private async Task CallAsync(ChatClient client, ChatCallOptions? options, CancellationToken cancellationToken)
    {
        if (!streamed)
        {
            await client.CreateAsync("Hi", options, cancellationToken);
            return;
        }

        await foreach (var chunk in client.CreateStreamAsync("Hi", options, cancellationToken))
        {
            chunk.Should().NotBeNull();
        }
    }

    private sealed class PuppetHandler(UncancellableCallTests test, int waits = int.MaxValue) : DelegatingHandler
    {
        private int _count;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            test._begun.TrySetResult();
            return _count++ < waits ? test._response.Task : base.SendAsync(request, cancellationToken);
        }
    }

    /// <summary>Content whose stream never becomes available, and that reports when it is disposed.</summary>
    private sealed class WatchedContent : HttpContent
    {
        private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Disposed => _disposed.Task;

        protected override Task<Stream> CreateContentReadStreamAsync() => new TaskCompletionSource<Stream>().Task;

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new NotSupportedException();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            _disposed.TrySetResult();
            base.Dispose(disposing);
        }
    }
}
