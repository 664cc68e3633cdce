using System.Globalization;
using System.Runtime.CompilerServices;

namespace ChatSdk.Testing;

/// <content>How the answer travels: its headers, its pieces, its pace and its end.</content>
public abstract partial class FakeAnswerBuilder<TSelf>
{
    /// <summary>Sets a response header. One of the same name is replaced, <c>Content-Type</c> too.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value, in ASCII.</param>
    /// <returns>The answer with the header.</returns>
    /// <exception cref="ArgumentException">
    /// The name or the value cannot stand in a header, or the header is <c>Content-Length</c> or
    /// <c>Transfer-Encoding</c>, which the server sets.
    /// </exception>
    public TSelf WithHeader(string name, string value)
    {
        HeaderRules.Check(name, value);
        return Change(plan => plan with { Headers = plan.Headers.SetItem(name, value) });
    }

    /// <summary>
    /// Sets the headers that tell how much the server still takes, such as <c>x-ratelimit-remaining-requests</c>. A
    /// number that is <see langword="null"/> is not sent.
    /// </summary>
    /// <param name="requests">The limit of requests; <see langword="null"/> sends none.</param>
    /// <param name="tokens">The limit of tokens; <see langword="null"/> sends none.</param>
    /// <returns>The answer with these headers.</returns>
    public TSelf WithRateLimit(ChatRateLimit? requests = null, ChatRateLimit? tokens = null)
    {
        var headers = RateLimitHeaders(requests, "requests").Concat(RateLimitHeaders(tokens, "tokens")).ToList();
        return Change(plan => plan with { Headers = plan.Headers.SetItems(headers) });
    }

    /// <summary>Waits this long before anything is sent, even the headers.</summary>
    /// <param name="latency">The wait; none is the default.</param>
    /// <returns>The answer with this wait.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="latency"/> is negative or longer than a day.</exception>
    public TSelf After(TimeSpan latency)
    {
        CheckWait(latency);
        return Change(plan => plan with { Latency = latency });
    }

    /// <summary>
    /// Sends the body in pieces that end at these byte positions, each flushed on its own; the last piece is what is
    /// left. It replaces the pieces the answer had.
    /// </summary>
    /// <param name="positions">The positions, in any order; those behind the end of the body have no effect.</param>
    /// <returns>The answer with these pieces.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="positions"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A position is not above zero.</exception>
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
    /// Sends the body in pieces of this many bytes, each flushed on its own; the last one may be shorter. It replaces
    /// the pieces the answer had.
    /// </summary>
    /// <param name="bytes">The size of a piece.</param>
    /// <returns>The answer with these pieces.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bytes"/> is not above zero.</exception>
    public TSelf SplitEvery(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bytes);
        return Change(plan => plan with { SplitSize = bytes });
    }

    /// <summary>
    /// Waits this long before each piece but the first, and before the connection is cut or reset. The pieces are the
    /// events of a stream, or those of <see cref="SplitAt"/> and <see cref="SplitEvery"/>.
    /// </summary>
    /// <param name="pause">The pause; none is the default.</param>
    /// <returns>The answer with pauses.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pause"/> is negative or longer than a day.</exception>
    public TSelf Pausing(TimeSpan pause)
    {
        CheckWait(pause);
        return Change(plan => plan with { Pause = pause, Pace = 0 });
    }

    /// <summary>
    /// Sends so many pieces a second on average. Of an answer that a model says, a piece is a token: <see cref="FakeAnswer.Text"/>
    /// is streamed word by word. It replaces <see cref="Pausing"/>.
    /// </summary>
    /// <param name="tokens">The number of pieces a second.</param>
    /// <returns>The answer with this pace.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tokens"/> is not a number from 0.001 to 1,000,000.</exception>
    public TSelf AtTokensPerSecond(double tokens)
    {
        if (tokens is not (>= 0.001 and <= 1_000_000))
        {
            throw new ArgumentOutOfRangeException(nameof(tokens), tokens, "It must be from 0.001 to 1,000,000.");
        }

        return Change(plan => plan with { Pace = tokens, Pause = TimeSpan.Zero });
    }

    /// <summary>
    /// Closes the connection in good order after the body, but without the end that a chunked body must have, as a
    /// proxy does that gives up. The client gets all bytes and then an error. A stream of what a model says is cut
    /// before its finish reason.
    /// </summary>
    /// <returns>The answer with this end instead of the one it had.</returns>
    public TSelf ThenCuts() => EndingWith(FakeAnswerEnding.Cut);

    /// <summary>
    /// Resets the connection after the body, as a server does that crashes. A stream of what a model says breaks off
    /// before its finish reason.
    /// </summary>
    /// <remarks>
    /// A reset overtakes what is still on its way. Linux lets the client read what had reached its machine; other
    /// systems may throw it away, and of a body too large for the buffers the last part is lost everywhere.
    /// <see cref="Pausing"/> gives the client time to read.
    /// </remarks>
    /// <returns>The answer with this end instead of the one it had.</returns>
    public TSelf ThenResets() => EndingWith(FakeAnswerEnding.Reset);

    /// <summary>
    /// Sends the headers and the body, and then nothing more, not even the end of the body, until the client leaves
    /// or the server is disposed. A stream of what a model says hangs before its finish reason.
    /// </summary>
    /// <returns>The answer with this end instead of the one it had.</returns>
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
