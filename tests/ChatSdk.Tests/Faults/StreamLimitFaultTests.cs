using ChatSdk.Tests.Http;

namespace ChatSdk.Tests.Faults;

/// <summary>Tests streams that are very large or endless, and a stream that the caller reads slowly. Row numbers refer to the table in <c>docs/errors-and-retries.md</c>.</summary>
[TestFixture]
public sealed class StreamLimitFaultTests : StreamFaultTest
{
    private const int Limit = 8 * 1024 * 1024;
    private const int Slack = 1024 * 1024;

    private static string Block => new('x', 64 * 1024);

    [TestCase("", "")]
    [TestCase("data: ", "")]
    [TestCase("", "\ndata: ")]
    [Fault(68, "an endless line or event", "`ChatProtocolException`; the memory in use is at most twice `MaxMessageBytes`", Kept = "text")]
    public async Task Row_68_memory_for_an_endless_line_or_event_is_at_most_twice_the_limit(string start, string lineEnd)
    {
        Options.MaxMessageBytes = Limit;
        await using var stream = await OpenAsync();
        await PuppetServer.SendAsync(stream.Socket, start);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var flood = new Flood(stream.Socket, lineEnd + Block);

        var failure = await BreakAsync<ChatProtocolException>(stream);

        (GC.GetTotalAllocatedBytes(precise: true) - before).Should().BeLessThan((2 * Limit) + Slack);
        failure.Message.Should().Contain("MaxMessageBytes").And.NotContain("xxx");
        await flood.End.WaitAsync(Guard);
    }

    [Test]
    [CancelAfter(120_000)]
    [Fault(69, "a million small events", "all chunks, in constant memory", Kept = "all")]
    public async Task Row_69_a_million_events_retain_no_memory()
    {
        const int Events = 1000;
        await using var stream = await OpenAsync();
        var flood = new Flood(stream.Socket, string.Concat(Enumerable.Repeat("""data: {"choices":[{"index":0,"delta":{}}]}""" + "\n\n", Events)), times: 1000);
        List<long> retained = [];

        for (var chunk = 1; chunk <= 1000 * Events; chunk++)
        {
            (await stream.Chunks.MoveNextAsync()).Should().BeTrue();
            if (chunk % (300 * Events) == 0)
            {
                retained.Add(GC.GetTotalMemory(forceFullCollection: true));
            }
        }

        await flood.End;
        (retained[^1] - retained[0]).Should().BeLessThan(Slack / 2, "the bytes in use after each 300,000 events were {0}", string.Join(", ", retained));
        await PuppetServer.SendEventAsync(stream.Socket, "[DONE]");
        (await stream.Chunks.MoveNextAsync()).Should().BeFalse();
    }

    [Test]
    [Fault(75, "the caller is slower than the server", "the server waits; memory is bounded, and the idle timeout does not apply", Kept = "all")]
    public async Task Row_75_slow_caller_slows_down_the_server()
    {
        const int Events = 4096;
        var time = new ManualTime();
        Options.TimeProvider = time;
        await using var stream = await OpenAsync();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var flood = new Flood(stream.Socket, $$$"""data: {"choices":[{"index":0,"delta":{}}],"x":"{{{Block[..16_000]}}}"}""" + "\n\n", Events);

        flood.WaitUntilStuck();
        time.Advance(2 * Options.StreamIdleTimeout);

        flood.Sent.Should().BeLessThan(Events * 16_000L / 2);
        (GC.GetTotalMemory(forceFullCollection: true) - before).Should().BeLessThan(4 * Slack);
        for (var chunk = 0; chunk < Events; chunk++)
        {
            (await stream.Chunks.MoveNextAsync()).Should().BeTrue();
        }

        await PuppetServer.SendEventAsync(stream.Socket, "[DONE]");
        (await stream.Chunks.MoveNextAsync()).Should().BeFalse();
    }
}
