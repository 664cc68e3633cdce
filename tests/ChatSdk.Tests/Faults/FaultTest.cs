using System.Diagnostics.CodeAnalysis;

namespace ChatSdk.Tests.Faults;

/// <summary>Base class of the fault tests. After each test, no connection may still be in use.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The tear-down method disposes _connections.")]
public abstract class FaultTest : ClientTest
{
    private OpenConnections _connections = null!;

    protected long ConnectionsInUse => _connections.InUse;

    [SetUp]
    public void CountConnectionsAndShortenRetryDelay()
    {
        _connections = new OpenConnections();
        Options.RetryDelay = TimeSpan.FromMilliseconds(1);
    }

    [TearDown]
    public async Task NoConnectionStaysInUseAsync()
    {
        using (_connections)
        {
            await NoConnectionIsInUseAsync();
        }
    }

    protected Task NoConnectionIsInUseAsync() => _connections.NoneInUseAsync().WaitAsync(TimeSpan.FromSeconds(10));

    protected static async Task<T> FailAsync<T>(Func<Task> call)
        where T : ChatException => (await call.Should().ThrowExactlyAsync<T>()).Which;

    protected Task<T> FailAsync<T>(ChatCallOptions? options = null)
        where T : ChatException => FailAsync<T>(() => Client.CreateAsync("Hi", options, Guard));

    protected static async Task ShouldBeCanceledAsync(Task call, CancellationToken caller) =>
        (await FluentActions.Awaiting(() => call).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(caller);

    /// <summary>Fails unless the request was sent the given number of times and the exception reports this number.</summary>
    protected void ShouldHaveBeenSent(int times, ChatException failure)
    {
        failure.Attempts.Should().Be(times);
        Server.Requests.Should().HaveCount(times);
    }
}
