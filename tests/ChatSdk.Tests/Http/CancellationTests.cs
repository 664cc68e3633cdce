using ChatSdk.Testing;

namespace ChatSdk.Tests.Http;

/// <summary>Tests that a canceled call throws an exception that carries the caller's token, and closes the connection if a request has been sent.</summary>
[TestFixture]
public sealed class CancellationTests : ClientTest, IDisposable
{
    private readonly CancellationTokenSource _caller = new();

    public void Dispose() => _caller.Dispose();

    [Test]
    public async Task Call_with_a_canceled_token_throws_and_sends_nothing()
    {
        await _caller.CancelAsync();

        await ShouldBeCanceledAsync(() => Client.CreateAsync("Hi", cancellationToken: _caller.Token));
        await ShouldBeCanceledAsync(() => Client.CreateTextAsync(new() { Prompt = "Hi" }, cancellationToken: _caller.Token));
        await ShouldBeCanceledAsync(() => Client.ListModelsAsync(cancellationToken: _caller.Token));

        Server.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Stream_with_a_canceled_token_throws_and_sends_nothing()
    {
        await _caller.CancelAsync();

        await ShouldBeCanceledAsync(() => ReadWithMethodTokenAsync());
        await ShouldBeCanceledAsync(() => ReadWithLoopTokenAsync());

        Server.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Call_canceled_before_the_answer_closes_the_connection_and_is_not_retried()
    {
        Server.Answers(FakeAnswer.Silence());
        var call = Client.CreateAsync("Hi", cancellationToken: _caller.Token);

        var request = await Server.NextRequestAsync(Guard);
        await _caller.CancelAsync();

        await ShouldBeCanceledAsync(() => call);
        await request.ClientDisconnected.WaitAsync(Guard);
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Call_canceled_in_the_middle_of_an_error_body_throws_OperationCanceledException_with_the_callers_token()
    {
        var time = new ManualTime();
        Options.TimeProvider = time;
        Server.Answers(FakeAnswer.Json("""{"error":{"mess""", 404).ThenHangs());
        var call = Client.CreateAsync("Hi", cancellationToken: _caller.Token);

        await time.NextTimerAsync(left => left == TimeSpan.FromSeconds(10), Guard);
        await _caller.CancelAsync();

        await ShouldBeCanceledAsync(() => call);
    }

    [Test]
    public async Task Call_canceled_in_the_middle_of_the_body_closes_the_connection()
    {
        Server.Answers(FakeAnswer.Json("""{"choices":[""").ThenHangs());
        var call = Client.CreateAsync("Hi", cancellationToken: _caller.Token);

        var request = await Server.NextRequestAsync(Guard);
        await _caller.CancelAsync();

        await ShouldBeCanceledAsync(() => call);
        await request.ClientDisconnected.WaitAsync(Guard);
    }

    [Test]
    public async Task Call_with_an_overall_timeout_can_still_be_canceled_by_the_caller()
    {
        Options.OverallTimeout = TimeSpan.FromMinutes(1);
        Server.Answers(FakeAnswer.Silence());
        var call = Client.CreateAsync("Hi", cancellationToken: _caller.Token);

        await Server.NextRequestAsync(Guard);
        await _caller.CancelAsync();

        await ShouldBeCanceledAsync(() => call);
    }

    [Test]
    public async Task Stream_canceled_by_the_token_argument_closes_the_connection()
    {
        Server.Answers(FakeAnswer.Events(Piece("Hel")).ThenHangs());

        await ShouldBeCanceledAsync(() => ReadWithMethodTokenAsync());

        await (await Server.NextRequestAsync(Guard)).ClientDisconnected.WaitAsync(Guard);
    }

    [Test]
    public async Task Stream_canceled_by_the_WithCancellation_token_closes_the_connection()
    {
        Server.Answers(FakeAnswer.Events(Piece("Hel")).ThenHangs());

        await ShouldBeCanceledAsync(() => ReadWithLoopTokenAsync());

        await (await Server.NextRequestAsync(Guard)).ClientDisconnected.WaitAsync(Guard);
    }

    [Test]
    public async Task Stream_with_two_tokens_is_canceled_by_either([Values] bool cancelsLoop)
    {
        using var other = new CancellationTokenSource();
        Server.Answers(FakeAnswer.Events(Piece("Hel")).ThenHangs());
        var (method, loop) = cancelsLoop ? (other.Token, _caller.Token) : (_caller.Token, other.Token);

        var act = () => ReadAndCancelAsync(Client.CreateStreamAsync("Hi", cancellationToken: method), loop);

        await act.Should().ThrowAsync<OperationCanceledException>();
        await (await Server.NextRequestAsync(Guard)).ClientDisconnected.WaitAsync(Guard);
    }

    private async Task ReadWithMethodTokenAsync() =>
        await ReadAndCancelAsync(Client.CreateStreamAsync("Hi", cancellationToken: _caller.Token), CancellationToken.None);

    private async Task ReadWithLoopTokenAsync() =>
        await ReadAndCancelAsync(Client.CreateStreamAsync("Hi"), _caller.Token);

    private async Task ReadAndCancelAsync(IAsyncEnumerable<ChatCompletionChunk> chunks, CancellationToken loop)
    {
        await foreach (var chunk in chunks.WithCancellation(loop))
        {
            chunk.Text.Should().Be("Hel");
            await _caller.CancelAsync();
        }
    }

    private async Task ShouldBeCanceledAsync(Func<Task> act) =>
        (await act.Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(_caller.Token);
}
