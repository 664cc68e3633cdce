using System.Diagnostics;

namespace ChatSdk.Tool;

/// <summary>Checks how the server responds after a stream is canceled.</summary>
internal static class CancellationProbes
{
    private static readonly TimeSpan _noticeable = TimeSpan.FromMilliseconds(500);

    public static IEnumerable<Probe> All =>
    [
        new("cancel", "Cancellation of a stream", CancelAsync) { Needs = "stream", Tokens = 400 },
    ];

    // A server that continues to generate the canceled answer may be too busy for the next request. A client can observe nothing else.
    private static async Task<Finding> CancelAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var canceled = await session.StreamAsync(session.Prompt("Count from 1 to 500, separated by commas.", 300), cancellationToken, maxChunks: 1);
        if (!canceled.IsSuccess)
        {
            return Finding.Failed(canceled);
        }

        var (next, delay) = await PingAsync(session, cancellationToken);
        if (next.Exchange?.Status is null)
        {
            return Finding.Odd("The server did not respond to the next request after a stream was canceled.", canceled.Exchange?.Evidence()) with { Library = next.Thrown };
        }

        var (_, usual) = await PingAsync(session, cancellationToken);
        var times = $"The next request took {Printable.Milliseconds(delay)}, and the one after it {Printable.Milliseconds(usual)}.";
        return delay > (usual * 3) + _noticeable
            ? Finding.Odd($"After a stream was canceled, the server was busy, so it probably continued to generate the answer. {times}", canceled.Exchange?.Evidence()) with { Library = "ChatSdk closes the connection. To limit what a canceled answer costs, limit its length.", Setting = Setting.Request("MaxTokens = 1024") }
            : Finding.Supported($"The server accepts the next request at once after a stream was canceled. A client cannot see whether the server stops generating. {times}", canceled.Exchange?.Evidence());
    }

    private static async Task<(ChatAttempt Attempt, TimeSpan Time)> PingAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var attempt = await session.PingAsync(session.Connection, cancellationToken);
        return (attempt, Stopwatch.GetElapsedTime(start));
    }
}
