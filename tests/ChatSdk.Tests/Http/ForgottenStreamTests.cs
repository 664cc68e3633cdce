using System.Runtime.CompilerServices;
using ChatSdk.Testing;

namespace ChatSdk.Tests.Http;

/// <summary>Tests that streams that were started and never disposed can be garbage-collected.</summary>
[TestFixture]
public sealed class ForgottenStreamTests : ClientTest, IDisposable
{
    private const int _count = 50;

    private readonly CancellationTokenSource _lasting = new();
    private readonly CancellationTokenSource _alsoLasting = new();

    public void Dispose()
    {
        _lasting.Dispose();
        _alsoLasting.Dispose();
    }

    [TestCase(false, false)]
    [TestCase(false, true)]
    [TestCase(true, false)]
    [TestCase(true, true)]
    public async Task Forgotten_streams_are_not_kept_alive_by_tokens_or_timers(bool hasOverallTimeout, bool hasTwoTokens)
    {
        Options.OverallTimeout = hasOverallTimeout ? TimeSpan.FromHours(1) : Timeout.InfiniteTimeSpan;
        Server.AnswersAlways(FakeAnswer.Events(Piece("a"), Piece("b"), Piece("c")).Pausing(TimeSpan.FromMilliseconds(10)).ThenHangs());

        var streams = await Task.WhenAll(Enumerable.Range(0, _count).Select(_ => BeginAsync(hasTwoTokens ? _alsoLasting.Token : CancellationToken.None)));

        await ShouldBeCollectedAsync(streams);
    }

    [Test]
    public async Task Forgotten_snapshot_streams_are_not_kept_alive_by_tokens_or_timers()
    {
        Options.OverallTimeout = TimeSpan.FromHours(1);
        Server.AnswersAlways(FakeAnswer.Text("""{"value":"abc"}"""));

        var streams = await Task.WhenAll(Enumerable.Range(0, _count).Select(_ => BeginSnapshotsAsync()));

        await ShouldBeCollectedAsync(streams);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<WeakReference> BeginAsync(CancellationToken other)
    {
        var chunks = Client.CreateStreamAsync("Hi", cancellationToken: _lasting.Token).GetAsyncEnumerator(other);
        for (var chunk = 0; chunk < 3; chunk++)
        {
            (await chunks.MoveNextAsync()).Should().BeTrue();
        }

        return new WeakReference(chunks);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<WeakReference> BeginSnapshotsAsync()
    {
        var snapshots = Client.CreateStreamAsync("Hi", TypedAnswers.SampleContext.Default.String, cancellationToken: _lasting.Token).GetAsyncEnumerator(Guard);
        (await snapshots.MoveNextAsync()).Should().BeTrue();
        while (snapshots.Current.Completion is null)
        {
            (await snapshots.MoveNextAsync()).Should().BeTrue();
        }

        return new WeakReference(snapshots);
    }

    private static async Task ShouldBeCollectedAsync(IReadOnlyList<WeakReference> streams)
    {
        // A few streams may still be referenced by the stack of a thread that has been idle since it read them.
        while (streams.Count(stream => stream.IsAlive) > _count / 10)
        {
            Guard.ThrowIfCancellationRequested();
            await Task.Yield();
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
