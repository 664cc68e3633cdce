using System.Diagnostics;

namespace ChatSdk.Tool;

/// <summary>Checks what happens after a stream was canceled.</summary>
internal static class CancellationProbes
{
    public static IEnumerable<Probe> All =>
    [
        new("cancel", "Cancellation of a stream", CancelAsync) { Needs = "stream", Tokens = 400 },
    ];

    // A server that continues to generate the canceled answer may be too busy for the next request. Nothing else can be seen from outside.
    private static async Task<Finding> CancelAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var usual = session.Stream!.Exchange!.TimeToFirstByte ?? TimeSpan.Zero;
        var canceled = await session.StreamAsync(session.Prompt("Count from 1 to 500, separated by commas.", 300), cancellationToken, maxChunks: 1);
        if (!canceled.IsSuccess)
        {
            return Finding.Failed(canceled);
        }

        var start = Stopwatch.GetTimestamp();
        var next = await session.PingAsync(session.Connection, cancellationToken);
        var wait = Stopwatch.GetElapsedTime(start);
        var times = $"The next request took {Printable.Milliseconds(wait)}; usually, the first byte is received after {Printable.Milliseconds(usual)}.";
        return next.Exchange?.Status is null
            ? Finding.Odd("The server did not respond to the next request after a stream was canceled.") with { Library = next.Thrown }
            : wait > (usual * 5) + TimeSpan.FromSeconds(1)
                ? Finding.Odd($"After a stream was canceled, the server was busy, so it probably continues to generate. {times}") with { Setting = Setting.Request("MaxTokens = 1024") }
                : Finding.Supported($"The server accepts the next request at once after a stream was canceled. It cannot be seen whether it stops generating. {times}");
    }
}
