using System.Globalization;
using System.Runtime.CompilerServices;

namespace ChatSdk.Testing;

/// <content>The settings for sending the answer: its headers, chunks, pace and ending.</content>
public abstract partial class FakeAnswerBuilder<TSelf>
{
    /// <summary>Sets a response header. A header with the same name is replaced, including <c>Content-Type</c>.</summary>
    /// <param name="name">The name of the header.</param>
    /// <param name="value">The value, in ASCII.</param>
    /// <returns>A changed copy of a <see cref="FakeAnswer"/>, or the same server or rule.</returns>
    /// <exception cref="ArgumentException">
    /// The name or the value is not valid in a header, or the header is <c>Content-Length</c> or
    /// <c>Transfer-Encoding</c>, which the server sets.
    /// </exception>
    public TSelf WithHeader(string name, string value)
    {
        HeaderRules.Check(name, value);
        return Change(plan => plan with { Headers = plan.Headers.SetItem(name, value) });
    }

    /// <summary>
    /// Sets the rate limit headers, such as <c>x-ratelimit-remaining-requests</c>. If a value in a
    /// limit is <see langword="null"/>, its header is not sent.
    /// </summary>
    /// <param name="requests">The limit on requests; if <see langword="null"/>, its headers are not sent.</param>
    /// <param name="tokens">The limit on tokens; if <see langword="null"/>, its headers are not sent.</param>
    /// <returns>A changed copy of a <see cref="FakeAnswer"/>, or the same server or rule.</returns>
    public TSelf WithRateLimit(ChatRateLimit? requests = null, ChatRateLimit? tokens = null)
    {
        var headers = RateLimitHeaders(requests, "requests").Concat(RateLimitHeaders(tokens, "tokens")).ToList();
        return Change(plan => plan with { Headers = plan.Headers.SetItems(headers) });
    }

    /// <summary>Delays the answer, including its headers.</summary>
    /// <param name="latency">The delay. Without this setting, there is none.</param>
    /// <returns>A changed copy of a <see cref="FakeAnswer"/>, or the same server or rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="latency"/> is negative or longer than a day.</exception>
    public TSelf After(TimeSpan latency)
    {
        CheckWait(latency);
        return Change(plan => plan with { Latency = latency });
    }

    /// <summary>
    /// Sends the body in chunks that end at the given byte positions, each flushed separately; the last chunk is the rest
    /// of the body. This replaces any earlier split.
    /// </summary>
    /// <param name="positions">The positions, in any order; those past the end of the body have no effect.</param>
    /// <returns>A changed copy of a <see cref="FakeAnswer"/>, or the same server or rule.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="positions"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A position is not greater than zero.</exception>
    public TSelf SplitAt(params int[] positions)
    {
        ArgumentNullException.ThrowIfNull(positions);
        foreach (var position in positions)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(position, nameof(positions));
        }

        return Change(plan => plan with { Splits = [.. positions.Order()], SplitSize = 0 });
    }

    /// <summary>
    /// Sends the body in chunks of the given number of bytes, each flushed separately; the last one may be shorter. This
    /// replaces any earlier split.
    /// </summary>
    /// <param name="bytes">The size of a chunk, in bytes.</param>
    /// <returns>A changed copy of a <see cref="FakeAnswer"/>, or the same server or rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bytes"/> is not greater than zero.</exception>
    public TSelf SplitEvery(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bytes);
        return Change(plan => plan with { SplitSize = bytes });
    }

    /// <summary>
    /// Pauses before each chunk except the first, and before the connection is closed or reset. A chunk is an event of a
    /// stream, or a chunk set by <see cref="SplitAt"/> or <see cref="SplitEvery"/>. This replaces <see cref="AtTokensPerSecond"/>.
    /// </summary>
    /// <param name="pause">The pause. Without this setting, there is none.</param>
    /// <returns>A changed copy of a <see cref="FakeAnswer"/>, or the same server or rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pause"/> is negative or longer than a day.</exception>
    public TSelf Pausing(TimeSpan pause)
    {
        CheckWait(pause);
        return Change(plan => plan with { Pause = pause, Pace = 0 });
    }

    /// <summary>
    /// Sends the given number of chunks per second on average. In a stream that the server creates, a chunk is a token:
    /// <see cref="FakeAnswer.Text"/> is streamed word by word. This replaces <see cref="Pausing"/>.
    /// </summary>
    /// <param name="tokens">The number of chunks per second.</param>
    /// <returns>A changed copy of a <see cref="FakeAnswer"/>, or the same server or rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tokens"/> is not a number between 0.001 and 1,000,000.</exception>
    public TSelf AtTokensPerSecond(double tokens)
    {
        if (tokens is not (>= 0.001 and <= 1_000_000))
        {
            throw new ArgumentOutOfRangeException(nameof(tokens), tokens, "The value must be between 0.001 and 1,000,000.");
        }

        return Change(plan => plan with { Pace = tokens, Pause = TimeSpan.Zero });
    }

    /// <summary>
    /// Closes the connection gracefully after the body, but without the final chunk that a chunked body must have, as a
    /// proxy does when it aborts a response. The client receives all bytes and then an error. If the server creates the stream, as for
    /// <see cref="FakeAnswer.Text"/> and <see cref="FakeAnswer.Stream"/>, the stream is cut off before its finish reason.
    /// </summary>
    /// <returns>A changed copy of a <see cref="FakeAnswer"/>, or the same server or rule.</returns>
    public TSelf ThenCuts() => EndingWith(FakeAnswerEnding.Cut);

    /// <summary>
    /// Resets the connection after the body, like a server that crashes. If the server creates the stream, as for
    /// <see cref="FakeAnswer.Text"/> and <see cref="FakeAnswer.Stream"/>, the stream is cut off before its finish reason.
    /// </summary>
    /// <remarks>
    /// A reset can overtake data that is still in transit. Linux lets the client read what has already reached its machine;
    /// other systems may discard it, and when a body exceeds the socket buffers, its last part is lost on every system.
    /// <see cref="Pausing"/> gives the client time to read.
    /// </remarks>
    /// <returns>A changed copy of a <see cref="FakeAnswer"/>, or the same server or rule.</returns>
    public TSelf ThenResets() => EndingWith(FakeAnswerEnding.Reset);

    /// <summary>
    /// Sends the headers and the content of the body, but not the marker for the end of the body. The connection stays open until the client
    /// disconnects or the server is disposed. If the server creates the stream, as for <see cref="FakeAnswer.Text"/> and
    /// <see cref="FakeAnswer.Stream"/>, the stream hangs before its finish reason.
    /// </summary>
    /// <returns>A changed copy of a <see cref="FakeAnswer"/>, or the same server or rule.</returns>
    public TSelf ThenHangs() => EndingWith(FakeAnswerEnding.Hang);

    private static void CheckWait(TimeSpan wait, [CallerArgumentExpression(nameof(wait))] string name = "")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(wait, TimeSpan.Zero, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(wait, TimeSpan.FromDays(1), name);
    }

    private static IEnumerable<KeyValuePair<string, string>> RateLimitHeaders(ChatRateLimit? limit, string what)
    {
        (string Name, string? Value)[] headers =
        [
            ($"x-ratelimit-limit-{what}", limit?.Limit?.ToString(CultureInfo.InvariantCulture)),
            ($"x-ratelimit-remaining-{what}", limit?.Remaining?.ToString(CultureInfo.InvariantCulture)),
            ($"x-ratelimit-reset-{what}", limit?.ResetAfter?.TotalSeconds.ToString("0.###s", CultureInfo.InvariantCulture)),
        ];
        return headers.Where(header => header.Value is not null).Select(header => KeyValuePair.Create(header.Name, header.Value!));
    }

    private TSelf EndingWith(FakeAnswerEnding ending) => Change(plan => plan.EndingWith(ending));
}
