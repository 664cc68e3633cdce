using System.Diagnostics;
using System.Globalization;
using ChatSdk.Soak;

// ChatSdk.Soak [--seconds 600] [--streams 1000]: runs that many streams at once for that long, mixed with calls, tools, cancellations
// and faults. The exit code is 1 if text was lost, doubled or mixed up, an outcome was wrong, or anything grew from round to round.
var seconds = Number("--seconds", 600);
var streams = Number("--streams", 1000);

// After a round everything is closed, so that what remains can be measured. The first rounds are the baseline for the others.
var rounds = Math.Max(4, seconds / 10);
var time = TimeSpan.FromSeconds(seconds / (double)rounds);
using var connections = new OpenConnections();
var tally = new Tally();
var clock = Stopwatch.StartNew();
List<Health> healths = [];
for (var round = 1; round <= rounds; round++)
{
    await Round.RunAsync(streams, time, tally);
    var active = await connections.SettleAsync();
    healths.Add(Health.Measure(active));
    Console.WriteLine($"{clock.Elapsed.TotalSeconds,5:0} s  round {round,2}: {tally.Calls,8:N0} calls  {healths[^1]}");
}

Console.WriteLine(tally);
var findings = tally.Findings.Concat(Health.Compare(healths)).ToList();
findings.ForEach(finding => Console.WriteLine($"WRONG: {finding}"));
Console.WriteLine(findings.Count == 0 ? "Nothing was wrong, and nothing grew." : "The run failed.");
return findings.Count == 0 ? 0 : 1;

int Number(string name, int otherwise) =>
    Array.IndexOf(args, name) is >= 0 and var place && int.TryParse(args.ElementAtOrDefault(place + 1), CultureInfo.InvariantCulture, out var number) && number > 0 ? number : otherwise;
