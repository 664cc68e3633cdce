using System.Diagnostics;
using System.Globalization;

namespace ChatSdk.Tests.Fuzz;

/// <summary>Passes mutated or generated inputs to a target: the same ones in every test run, and new ones in a manual run.</summary>
internal static class FuzzRun
{
    private const int _memoryPerCall = 512 * 1024;

    private static readonly TimeSpan _timeLimit = TimeSpan.FromSeconds(20);

    /// <summary>Gets the total time that a manual run spends on all targets; <see langword="null"/> in a normal test run.</summary>
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
        var chance = new Random(seed);
        var next = target.Next is { } create ? () => create(chance) : new Func<byte[]>(new Mutator(chance, target.Corpus).Next);
        var clock = Stopwatch.StartNew();
        var count = 0;
        for (; Time is { } time ? clock.Elapsed < time / targets : count < target.Cases; count++)
        {
            await CheckAsync(target, next());
        }

        await TestContext.Out.WriteLineAsync($"{target}: {count} cases in {clock.Elapsed.TotalSeconds:0.0} s");
    }

    /// <summary>Passes one input to a target, and reports it if the target fails.</summary>
    public static async Task CheckAsync(FuzzTarget target, byte[] input)
    {
        try
        {
            var allowed = _memoryPerCall + ((long)target.MemoryPerByte * input.Length);
            if (await MeasureAsync(target, input) > allowed)
            {
                // The first measurement may include allocations of other threads. If the input is the cause, the second one is too high as well.
                (await MeasureAsync(target, input)).Should().BeLessThanOrEqualTo(allowed, "memory must be proportional to the {0} bytes of input", input.Length);
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

        // The target runs on another thread, so that a target that never returns is detected.
        await Task.Run(() => target.CheckAsync(input)).WaitAsync(_timeLimit);
        return GC.GetTotalAllocatedBytes() - before;
    }
}
