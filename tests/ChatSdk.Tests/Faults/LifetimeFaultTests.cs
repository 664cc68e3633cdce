using System.Globalization;
using ChatSdk.Testing;
using ChatSdk.Tests.Http;

namespace ChatSdk.Tests.Faults;

/// <summary>Tests clients that are disposed before or during a call, and clients with many concurrent calls. Row numbers refer to the table in <c>docs/errors-and-retries.md</c>.</summary>
[TestFixture]
public sealed class LifetimeFaultTests : FaultTest
{
    [TestCase(0)]
    [TestCase(2)]
    [Fault(81, "the client is disposed while a call waits for its response", "`ObjectDisposedException`, immediately")]
    public async Task Row_81_call_ends_at_once_when_the_client_is_disposed(int retries)
    {
        (Options.MaxRetries, Options.RetryDelay) = (retries, TimeSpan.FromMinutes(1));
        Server.AnswersAlways(FakeAnswer.Silence());
        var client = Client;
        var call = client.CreateAsync("Hi", cancellationToken: Guard);
        var request = await Server.NextRequestAsync(Guard);

        client.Dispose();

        await FluentActions.Awaiting(() => call.WaitAsync(Guard)).Should().ThrowExactlyAsync<ObjectDisposedException>();
        await request.ClientDisconnected.WaitAsync(Guard);
        Server.Requests.Should().ContainSingle();
    }

    [Test]
    [Fault(81, "the client is disposed in the middle of a stream", "the stream continues to its end", Kept = "all")]
    public async Task Row_81_stream_continues_after_the_client_is_disposed()
    {
        using var puppet = new PuppetServer();
        Options.BaseAddress = puppet.BaseAddress;
        var client = Client;
        await using var chunks = client.CreateStreamAsync("Hi", cancellationToken: Guard).GetAsyncEnumerator(Guard);
        var first = chunks.MoveNextAsync();
        var socket = await puppet.AnswerWithStreamAsync(Guard);
        await PuppetServer.SendEventAsync(socket, Piece("Hel"));
        await first;

        client.Dispose();
        await PuppetServer.SendEventAsync(socket, Piece("lo"));
        await PuppetServer.SendEventAsync(socket, "[DONE]");

        (await chunks.MoveNextAsync()).Should().BeTrue();
        chunks.Current.Text.Should().Be("lo");
        (await chunks.MoveNextAsync()).Should().BeFalse();
    }

    [Test]
    [Fault(81, "a client is used after it has been disposed", "`ObjectDisposedException`; nothing is sent")]
    public async Task Row_81_disposed_client_throws_and_sends_nothing()
    {
        var client = Client;
        client.Dispose();
        client.Dispose();

        await client.Awaiting(it => it.CreateAsync("Hi", cancellationToken: Guard)).Should().ThrowAsync<ObjectDisposedException>().WithMessage("The ChatClient has been disposed.");
        await FluentActions.Awaiting(() => ReadAsync(client.CreateStreamAsync("Hi", cancellationToken: Guard))).Should().ThrowAsync<ObjectDisposedException>();

        Server.Requests.Should().BeEmpty();
    }

    [Test]
    [Fault(81, "a client has a thousand concurrent streams", "the right answer for each stream", Retried = "not needed", Kept = "all")]
    public async Task Row_81_a_thousand_concurrent_streams_are_not_mixed_up()
    {
        var texts = await Task.WhenAll(Enumerable.Range(0, 1000).Select(number => ReadAsync(Client.CreateStreamAsync(Words(number), cancellationToken: Guard))));

        texts.Should().Equal(Enumerable.Range(0, 1000).Select(number => $"You said: {Words(number)}"));
    }

    private static string Words(int number) => $"Say {number.ToString(CultureInfo.InvariantCulture)} again";
}
