using System.Diagnostics;
using System.Runtime;

namespace ChatSdk.Soak;

/// <summary>The resources that the process uses while no call is running, and the number of connections that are still active.</summary>
internal sealed record ResourceUsage(long Managed, long WorkingSet, int Handles, int Sockets, int Threads, long Active)
{
    private const long _megabyte = 1024 * 1024;

    public static ResourceUsage Measure(long active)
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var handles = Directory.Exists("/proc/self/fd") ? Directory.GetFiles("/proc/self/fd") : [];
        var sockets = handles.Count(handle => new FileInfo(handle).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true);
        return new ResourceUsage(GC.GetTotalMemory(forceFullCollection: true), process.WorkingSet64, handles.Length, sockets, process.Threads.Count, active);
    }

    /// <summary>Lists the resources that grew, and reports connections that stayed active. The last round may use only a little more than the maximum of the first third of the rounds.</summary>
    public static IEnumerable<string> Compare(IReadOnlyList<ResourceUsage> rounds)
    {
        var first = rounds.Take(Math.Max(2, rounds.Count / 3)).ToList();
        var last = rounds[^1];
        if (last.Managed > (first.Max(round => round.Managed) * 1.25) + (4 * _megabyte))
        {
            yield return $"managed memory grew: {last}";
        }

        if (last.WorkingSet > (first.Max(round => round.WorkingSet) * 1.5) + (100 * _megabyte))
        {
            yield return $"the working set grew: {last}";
        }

        if (last.Handles > first.Max(round => round.Handles) + 10 || last.Sockets > first.Max(round => round.Sockets) + 5)
        {
            yield return $"the number of open handles or sockets grew: {last}";
        }

        if (last.Threads > first.Max(round => round.Threads) + 10)
        {
            yield return $"the number of threads grew: {last}";
        }

        if (rounds.Any(round => round.Active != 0))
        {
            yield return "connections stayed active";
        }
    }

    public override string ToString() =>
        $"managed {Managed / (double)_megabyte:0.0} MB  working set {WorkingSet / _megabyte} MB  handles {Handles} (sockets {Sockets})  threads {Threads}  active {Active}";
}
