using System.Globalization;
using System.Text.Json;

namespace ChatSdk.Tool;

/// <summary>Checks streamed answers. If a stream that was requested without <c>stream_options</c> has no usage, another stream is requested with <c>stream_options</c>.</summary>
internal static class StreamProbes
{
    private const string _prompt = "Count from 1 to 20, separated by commas.";

    public static IEnumerable<Probe> All =>
    [
        new("stream", "Streamed answer", StreamAsync) { Needs = "key", Tokens = 120 },
        new("stream-format", "Event stream format", (session, _) => Task.FromResult(Format(session.Stream!))) { Needs = "stream" },
        new("stream-end", "End of the stream", (session, _) => Task.FromResult(End(session.Stream!))) { Needs = "stream" },
        new("stream-usage", "Usage in streams", UsageAsync) { Needs = "stream", Tokens = 120 },
        new("stream-timing", "Timing of the chunks", (session, _) => Task.FromResult(Timing(session.Stream!))) { Needs = "stream" },
    ];

    private static async Task<Finding> StreamAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var attempt = await session.StreamAsync(session.Prompt(_prompt), cancellationToken);
        if (attempt.Exchange is not { Status: { } status } exchange)
        {
            return Finding.Failed(attempt);
        }

        if (attempt.Chunks == 0 && !attempt.IsSuccess)
        {
            return Finding.Failed(attempt);
        }

        if (!attempt.IsSuccess)
        {
            var received = string.Create(CultureInfo.InvariantCulture, $"{Printable.Chunks(attempt.Chunks)} with {exchange.BodyBytes:n0} bytes");
            return Finding.Odd(attempt.IsTimeout ? $"The stream did not end within the time limit (--timeout): {received} were received; the request allowed at most {attempt.MaxOutputTokens} tokens." : $"The stream was interrupted after {received}: {attempt.Problem}", exchange.Evidence()) with
            {
                IsUsable = false,
                Library = attempt.Thrown is { } thrown ? $"{thrown} Its Partial property contains the text received up to that point." : null,
                Setting = attempt.Error is null ? Setting.Client("OverallTimeout = TimeSpan.FromMinutes(2)") : null,
            };
        }

        session.Stream = attempt;
        return exchange.Json() is not null && !exchange.Header("Content-Type").Contains("event-stream", StringComparison.OrdinalIgnoreCase)
            ? Finding.NotSupported("The server ignores \"stream\": true and sends a complete answer.", exchange.Evidence()) with { Library = "CreateStreamAsync returns it as a single chunk." }
            : attempt.Text.Length == 0 && attempt.Completion?.Reasoning is not { Length: > 0 }
                ? Finding.Odd("The stream has no text.", exchange.Evidence()) with { Library = $"CreateStreamAsync returned {Printable.Chunks(attempt.Chunks)}." }
                : Finding.Supported($"The server streams its answer: the headers were received after {Printable.Milliseconds(exchange.TimeToHeaders)}, the first text after {Printable.Milliseconds(attempt.TimeToFirstToken)}.", exchange.Evidence()) with
                {
                    Library = $"CreateStreamAsync returned {Printable.Chunks(attempt.Chunks)} with the text \"{Printable.Line(attempt.Text, 60)}\".",
                };
    }

    private static Finding Format(ChatAttempt stream)
    {
        var exchange = stream.Exchange!;
        var type = exchange.Header("Content-Type");
        if (SseText.FirstIgnoredLine(exchange.Body) is { } line && exchange.Json() is null)
        {
            return Finding.Odd("The stream has lines without \"data:\", which the event stream specification says to ignore.", exchange.Evidence(line)) with { Library = $"ChatSdk reads such lines if they are complete JSON or [DONE]. It returned {Printable.Chunks(stream.Chunks)}." };
        }

        if (!type.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase))
        {
            return Finding.Odd($"The content type of the stream is \"{Printable.Line(type, 60)}\" instead of \"text/event-stream\".", exchange.HeaderEvidence("content-type")) with { Library = $"ChatSdk returned {Printable.Chunks(stream.Chunks)}." };
        }

        return exchange.FirstInvalidByte() is { } position
            ? Finding.Odd("The stream is not valid UTF-8.", exchange.BytesAt(position)) with { Library = "ChatSdk reads each invalid byte as U+FFFD (�)." }
            : Finding.Supported($"The stream is a valid event stream{(exchange.Body.Contains("\n:", StringComparison.Ordinal) || exchange.Body.StartsWith(':') ? " with keep-alive comments" : "")}.", exchange.Evidence());
    }

    private static Finding End(ChatAttempt stream)
    {
        var exchange = stream.Exchange!;
        var hasDone = exchange.Body.TrimEnd().EndsWith("[DONE]", StringComparison.Ordinal) || exchange.BodyBytes > exchange.Body.Length + (256 * 1024);
        var reason = stream.Completion?.FinishReason;
        return (hasDone, reason) switch
        {
            (true, not null) => Finding.Supported($"The stream ends with the finish reason \"{Printable.Line(reason.Value.Value, 40)}\" and [DONE].", exchange.Evidence("[DONE]")),
            (true, null) => Finding.Odd("The stream ends with [DONE], but has no finish reason.", exchange.Evidence("[DONE]")) with { Library = "ChatSdk regards the stream as complete. FinishReason is null, so you cannot see whether the answer was cut off." },
            (false, not null) => Finding.Odd("The stream ends without [DONE].", Tail(exchange)) with { Library = "ChatSdk regards the stream as complete, because it has a finish reason. Clients that wait for [DONE] would regard it as interrupted." },
            (false, null) => Finding.Odd("The stream has neither a finish reason nor [DONE].", Tail(exchange)) with { Library = "ChatSdk cannot distinguish such a stream from an interrupted one." },
        };
    }

    private static Evidence Tail(Exchange exchange) => exchange.Evidence(exchange.Body.TrimEnd() is { Length: > 200 } body ? body[^200..] : "");

    private static async Task<Finding> UsageAsync(ProbeSession session, CancellationToken cancellationToken)
    {
        var without = session.Stream!;
        if (without.Completion?.Usage is not null)
        {
            var chunks = SseText.Objects(without.Exchange!.Body).Count(chunk => chunk.TryGetProperty("usage", out var usage) && usage.ValueKind == JsonValueKind.Object);
            return chunks > 1
                ? Finding.Odd($"{chunks} chunks of the stream include the usage.", without.Exchange.Evidence("usage")) with { Library = "ToCompletionAsync returns the last usage, not the sum." }
                : Finding.Supported("Streams include the usage even if it is not requested.", without.Exchange.Evidence("usage"));
        }

        var with = await session.StreamAsync(session.Prompt(_prompt) with { StreamOptions = new() { IncludeUsage = true } }, cancellationToken);
        if (!with.IsSuccess)
        {
            return Finding.Failed(with) with { Library = "Do not set StreamOptions. Without it, streams have no usage, so budgets and rate limits estimate the tokens." };
        }

        return with.Completion?.Usage is not null
            ? Finding.Supported("Streams include the usage only if stream_options requests it.", with.Exchange!.Evidence("\"usage\":{", "usage")) with
            {
                Library = "Without the option, the Usage property is null for streams.",
                Setting = Setting.Request("StreamOptions = new() { IncludeUsage = true }"),
            }
            : Finding.NotSupported("Streams do not include the usage, even if stream_options requests it.", Tail(with.Exchange!)) with { Library = "The Usage property is null for streams, so budgets and rate limits estimate the tokens." };
    }

    private static Finding Timing(ChatAttempt stream)
    {
        var exchange = stream.Exchange!;
        var first = exchange.TimeToFirstByte ?? TimeSpan.Zero;
        var rest = (exchange.TimeToLastByte ?? first) - first;
        var events = SseText.Objects(exchange.Body).Count;
        var times = $"The first byte was received after {Printable.Milliseconds(first)}, and the last one {Printable.Milliseconds(rest)} later.";
        if (events < 5 || first < TimeSpan.FromMilliseconds(100))
        {
            return Finding.Unknown($"The stream is too short or too fast to see whether it is buffered. {times}", exchange.HeaderEvidence("transfer-encoding", "content-length"));
        }

        return rest < first / 10
            ? Finding.Odd($"All {events} chunks were received in one burst, so a proxy or the server buffers the stream. {times}", exchange.HeaderEvidence("via", "server", "x-accel", "content-encoding", "transfer-encoding")) with
            {
                Library = "The user sees nothing until the answer is complete. Turn buffering off in the proxy (for nginx, proxy_buffering off or the response header X-Accel-Buffering: no).",
                Setting = Setting.Client("StreamIdleTimeout = TimeSpan.FromMinutes(5)"),
            }
            : Finding.Supported($"The chunks are received as they are generated. {times}", exchange.HeaderEvidence("transfer-encoding", "via", "x-accel"));
    }
}
