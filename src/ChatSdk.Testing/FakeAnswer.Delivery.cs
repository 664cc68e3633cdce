namespace ChatSdk.Testing;

/// <content>How the answer travels: its headers, its pieces, its pace and its end.</content>
public sealed partial class FakeAnswer
{
    /// <summary>Sets a response header. One of the same name is replaced, <c>Content-Type</c> too.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value, in ASCII.</param>
    /// <returns>A copy of this answer with the header.</returns>
    /// <exception cref="ArgumentException">
    /// The name or the value cannot stand in a header, or the header is <c>Content-Length</c> or
    /// <c>Transfer-Encoding</c>, which the server sets.
    /// </exception>
    public FakeAnswer WithHeader(string name, string value)
    {
        HeaderRules.Check(name, value);
        return new(Plan with { Headers = Plan.Headers.SetItem(name, value) });
    }

    /// <summary>
    /// Sends the body in pieces that end at these byte positions, each flushed on its own; the last piece is what is
    /// left. It replaces the pieces the answer had.
    /// </summary>
    /// <param name="positions">The positions, in any order; those behind the end of the body have no effect.</param>
    /// <returns>A copy of this answer with these pieces.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="positions"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A position is not above zero.</exception>
    public FakeAnswer SplitAt(params int[] positions)
    {
        ArgumentNullException.ThrowIfNull(positions);
        foreach (var position in positions)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(position, nameof(positions));
        }

        return new(Plan with { Splits = [.. positions.Order()] });
    }

    /// <summary>
    /// Sends the body in pieces of this many bytes, each flushed on its own; the last one may be shorter. It replaces
    /// the pieces the answer had.
    /// </summary>
    /// <param name="bytes">The size of a piece.</param>
    /// <returns>A copy of this answer with these pieces.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bytes"/> is not above zero.</exception>
    public FakeAnswer SplitEvery(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bytes);
        var count = Plan.Body.Length / bytes;
        return new(Plan with { Splits = [.. Enumerable.Range(1, count).Select(number => number * bytes)] });
    }

    /// <summary>
    /// Waits this long before each piece but the first, and before the connection is cut or reset. The pieces are the
    /// events of a stream, or those of <see cref="SplitAt"/> and <see cref="SplitEvery"/>.
    /// </summary>
    /// <param name="pause">The pause; none is the default.</param>
    /// <returns>A copy of this answer with pauses.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pause"/> is negative or longer than a day.</exception>
    public FakeAnswer Pausing(TimeSpan pause)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pause, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pause, TimeSpan.FromDays(1));
        return new(Plan with { Pause = pause });
    }

    /// <summary>
    /// Closes the connection in good order after the body, but without the end that a chunked body must have, as a
    /// proxy does that gives up. The client gets all bytes and then an error. An answer of <see cref="Stream"/> or
    /// <see cref="Text"/> is cut before its finish reason.
    /// </summary>
    /// <returns>A copy of this answer with this end instead of the one it had.</returns>
    public FakeAnswer ThenCuts() => EndingWith(FakeAnswerEnding.Cut);

    /// <summary>
    /// Resets the connection after the body, as a server does that crashes. An answer of <see cref="Stream"/> or
    /// <see cref="Text"/> breaks off before its finish reason.
    /// </summary>
    /// <remarks>
    /// A reset overtakes what is still on its way. Linux lets the client read what had reached its machine; other
    /// systems may throw it away, and of a body too large for the buffers the last part is lost everywhere.
    /// <see cref="Pausing"/> gives the client time to read.
    /// </remarks>
    /// <returns>A copy of this answer with this end instead of the one it had.</returns>
    public FakeAnswer ThenResets() => EndingWith(FakeAnswerEnding.Reset);

    /// <summary>
    /// Sends the headers and the body, and then nothing more, not even the end of the body, until the client leaves
    /// or the server is disposed. An answer of <see cref="Stream"/> or <see cref="Text"/> hangs before its finish reason.
    /// </summary>
    /// <returns>A copy of this answer with this end instead of the one it had.</returns>
    public FakeAnswer ThenHangs() => EndingWith(FakeAnswerEnding.Hang);

    private FakeAnswer EndingWith(FakeAnswerEnding ending) => new(Plan.EndingWith(ending));
}
