using System.Diagnostics;
using System.Globalization;
using ChatSdk.Soak;

// ChatSdk.Soak [--seconds 600] [--streams 1000]: starts the given number of concurrent workers, each of which makes one call after another
// for the given time: streams, plain calls, tool runs, cancellations, failures, and calls with hostile servers, handlers and request
// sources. The exit code is 1 if text was lost, duplicated or mixed up, an outcome was wrong, or resources grew.
var seconds = Number("--seconds", 600);
var streams = Number("--streams", 1000);

// After each round, its servers and clients are disposed, and the resources in use are measured. The last round is compared with the first rounds.
var rounds = Math.Max(4, seconds / 10);
var time = TimeSpan.FromSeconds(seconds / (double)rounds);
using var connections = new OpenConnections();
var results = new Results();
var clock = Stopwatch.StartNew();
List<ResourceUsage> measurements = [];
for (var round = 1; round <= rounds; round++)
{
    await Round.RunAsync(streams, time, results);
    var active = await connections.SettleAsync();
    measurements.Add(ResourceUsage.Measure(active));
    Console.WriteLine($"{clock.Elapsed.TotalSeconds,5:0} s  round {round,2}: {results.Calls,8:N0} calls  {measurements[^1]}");
}

Console.WriteLine(results);
var findings = results.Findings.Concat(ResourceUsage.Compare(measurements)).ToList();
findings.ForEach(finding => Console.WriteLine($"Problem: {finding}"));
Console.WriteLine(findings.Count == 0 ? "No problems, and no resource grew." : "The run failed.");
return findings.Count == 0 ? 0 : 1;

int Number(string name, int defaultValue) =>
    Array.IndexOf(args, name) is >= 0 and var index && int.TryParse(args.ElementAtOrDefault(index + 1), CultureInfo.InvariantCulture, out var number) && number > 0 ? number : defaultValue;
