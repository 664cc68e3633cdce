using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using ChatSdk.Benchmarks.Compare;
using ChatSdk.Benchmarks.Limits;
using ChatSdk.Benchmarks.Micro;
using ChatSdk.Benchmarks.Scale;

// micro [BenchmarkDotNet arguments]: measures parts of the library.
// compare [--reps 5] [--warmup 5] [--seconds 2] [--scenarios stream,small] [--chart comparison.svg]: compares the speed and memory use of ChatSdk and of other clients.
// limits: sends requests to servers with rate limits, and counts the rejected requests.
// scale: measures 10,000 concurrent streams, and streams of up to 1,000,000 chunks (about 4 minutes).
// serve: runs the server; "compare" and "scale" start it in a separate process.
switch (args)
{
    case ["micro", .. var rest]:
        // The benchmarks run in this process, because the project that BenchmarkDotNet would generate violates this repository's build rules.
        var config = DefaultConfig.Instance
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .WithArtifactsPath("artifacts/benchmarks");
        BenchmarkSwitcher.FromTypes([typeof(StreamBenchmarks), typeof(MessageBenchmarks)]).Run(rest.Length == 0 ? ["--filter", "*"] : rest, config);
        return 0;
    case ["compare", .. var rest]:
        await Comparison.RunAsync(rest);
        return 0;
    case ["limits"]:
        await RateLimitRun.RunAsync();
        return 0;
    case ["scale"]:
        await ScaleRun.RunAsync();
        return 0;
    case ["serve"]:
        await WorkloadServer.RunAsync();
        return 0;
    default:
        Console.Error.WriteLine("Usage: micro, compare, limits or scale");
        return 1;
}
