using System.Diagnostics.CodeAnalysis;

namespace ChatSdk.Tests.Faults;

/// <summary>A fault, and what the caller gets of it. Whatever happens, in the end no connection may be in use.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The tear-down disposes it.")]
public abstract class FaultTest : ClientTest
{
    // Generous: it takes some milliseconds.
    protected static readonly TimeSpan _promptly = TimeSpan.FromSeconds(2);

    private OpenConnections _connections = null!;

    protected long ConnectionsInUse => _connections.InUse;

    [SetUp]
    public void WatchAndHurry()
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

    protected static async Task ShouldBeCancelledAsync(Task call, CancellationToken caller) =>
        (await FluentActions.Awaiting(() => call).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(caller);

    /// <summary>Fails if the call was not sent so often, or does not tell so.</summary>
    protected void ShouldHaveBeenSent(int times, ChatException failure)
    {
        failure.Attempts.Should().Be(times);
        Server.Requests.Should().HaveCount(times);
    }
}
