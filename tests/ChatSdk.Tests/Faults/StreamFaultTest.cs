using ChatSdk.Tests.Http;

namespace ChatSdk.Tests.Faults;

/// <summary>
/// Base class of the tests for stream faults. Its methods check the partial answer, the number of requests, and that no connection stays in use.
/// </summary>
public abstract class StreamFaultTest : FaultTest, IDisposable
{
    private protected PuppetServer Puppet { get; } = new();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads a stream that must fail after the given text.</summary>
    protected async Task<T> BreakAsync<T>(string text, int attempts = 1)
        where T : ChatException
    {
        var (before, failure) = await ReadBrokenAsync();

        before.Should().Be(text);
        Server.Requests.Should().HaveCount(attempts);
        return await CheckAsync<T>(failure, text, attempts);
    }

    /// <summary>Reads a stream that must succeed.</summary>
    protected async Task SucceedAsync(string text, int attempts = 1)
    {
        (await ReadAsync(Client.CreateStreamAsync("Hi", cancellationToken: Guard))).Should().Be(text);
        Server.Requests.Should().HaveCount(attempts);
        await NoConnectionIsInUseAsync();
    }

    /// <summary>Opens a stream on a socket that the test controls, and reads its first chunk.</summary>
    private protected async Task<PuppetStream> OpenAsync(string head = PuppetStream.LastingHead)
    {
        Options.BaseAddress = Puppet.BaseAddress;
        var chunks = Client.CreateStreamAsync("Hi", cancellationToken: Guard).GetAsyncEnumerator(Guard);
        var first = chunks.MoveNextAsync();
        var socket = await Puppet.AnswerAsync($"{head}data: {Piece("Hel")}\n\n", Guard);
        (await first).Should().BeTrue();
        return new PuppetStream(socket, chunks);
    }

    /// <summary>Reads from an open stream. The read must fail.</summary>
    private protected async Task<T> BreakAsync<T>(PuppetStream stream, string text = "Hel")
        where T : ChatException
    {
        var failure = (await FluentActions.Awaiting(async () => await stream.Chunks.MoveNextAsync()).Should().ThrowAsync<ChatException>()).Which;
        return await CheckAsync<T>(failure, text, attempts: 1);
    }

    protected virtual void Dispose(bool disposing) => Puppet.Dispose();

    private async Task<T> CheckAsync<T>(ChatException failure, string text, int attempts)
        where T : ChatException
    {
        failure.Attempts.Should().Be(attempts);
        (failure.Partial?.Text ?? "").Should().Be(text);
        await NoConnectionIsInUseAsync();
        return failure.Should().BeOfType<T>().Which;
    }
}
