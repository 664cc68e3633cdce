using System.Diagnostics;
using System.Globalization;

namespace ChatSdk.Tests.Fuzz;

/// <summary>Hands a target one bad input after another: the same ones in every run of the tests, others in a run by hand.</summary>
internal static class FuzzRun
{
    private const int _memoryOfACall = 512 * 1024;

    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(20);

    /// <summary>Gets how long each target is fuzzed, if a run by hand says so.</summary>
    private static TimeSpan? Time { get; } =
        double.TryParse(Environment.GetEnvironmentVariable("CHATSDK_FUZZ_SECONDS"), CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;

    public static async Task RunAsync(FuzzTarget target, int targets)
    {
        foreach (var good in target.Corpus)
        {
            await target.CheckAsync(good);
        }

        var seed = Time is null ? 1 : Random.Shared.Next();
        await TestContext.Out.WriteLineAsync($"{target}: seed {seed}");
        var mutator = new Mutator(new Random(seed), target.Corpus);
        var clock = Stopwatch.StartNew();
        var count = 0;
        for (; Time is { } time ? clock.Elapsed < time / targets : count < target.Cases; count++)
        {
            await CheckAsync(target, mutator.Next());
        }

        await TestContext.Out.WriteLineAsync($"{target}: {count} cases in {clock.Elapsed.TotalSeconds:0.0} s");
    }

    /// <summary>Hands one input over, and tells it if something does not hold.</summary>
    public static async Task CheckAsync(FuzzTarget target, byte[] input)
    {
        try
        {
            var allowed = _memoryOfACall + ((long)target.MemoryPerByte * input.Length);
            if (await MeasureAsync(target, input) > allowed)
            {
                // Other threads count too. What is a matter of the input comes again.
                (await MeasureAsync(target, input)).Should().BeLessThanOrEqualTo(allowed, "memory must stay in proportion to {0} bytes of input", input.Length);
            }
        }
        catch (Exception exception)
        {
            throw new AssertionException($"{target} fails for the input {Convert.ToBase64String(input)}\n{exception}", exception);
        }
    }

    private static async Task<long> MeasureAsync(FuzzTarget target, byte[] input)
    {
        var before = GC.GetTotalAllocatedBytes();

        // On another thread, so that one that never ends is noticed.
        await Task.Run(() => target.CheckAsync(input)).WaitAsync(_longest);
        return GC.GetTotalAllocatedBytes() - before;
    }
}
