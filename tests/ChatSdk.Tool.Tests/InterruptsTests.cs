namespace ChatSdk.Tool.Tests;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class InterruptsTests
{
    private readonly StoppedClock _time = new();

    [Test]
    public void Signal_cancels_only_the_innermost_work()
    {
        var interrupts = new Interrupts(_time);
        using var outer = interrupts.Begin();
        using var inner = interrupts.Begin();

        var isHandled = interrupts.Raise();

        isHandled.Should().BeTrue();
        inner.Token.IsCancellationRequested.Should().BeTrue();
        outer.Token.IsCancellationRequested.Should().BeFalse();
    }

    [Test]
    public void Termination_cancels_all_work()
    {
        var interrupts = new Interrupts(_time);
        using var outer = interrupts.Begin();
        using var inner = interrupts.Begin(outer.Token);

        var isHandled = interrupts.RaiseAll();

        isHandled.Should().BeTrue();
        inner.Token.IsCancellationRequested.Should().BeTrue();
        outer.Token.IsCancellationRequested.Should().BeTrue();
    }

    [Test]
    public void Second_signal_is_not_handled_so_it_ends_the_process()
    {
        var interrupts = new Interrupts(_time);
        using var work = interrupts.Begin();
        interrupts.Raise();
        _time.Timestamp += TimeSpan.TicksPerSecond;

        var isHandled = interrupts.Raise();

        isHandled.Should().BeFalse();
    }

    [Test]
    public void Signal_that_is_received_twice_at_once_counts_as_one_signal()
    {
        var interrupts = new Interrupts(_time);
        using var work = interrupts.Begin();
        interrupts.Raise();

        var isHandled = interrupts.Raise();

        isHandled.Should().BeTrue();
    }

    [Test]
    public void Signal_after_the_end_of_all_work_is_not_handled()
    {
        var interrupts = new Interrupts(_time);
        interrupts.Begin().Dispose();

        var isHandled = interrupts.Raise();

        isHandled.Should().BeFalse();
    }

    private sealed class StoppedClock : TimeProvider
    {
        public long Timestamp { get; set; } = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Timestamp;
    }
}
