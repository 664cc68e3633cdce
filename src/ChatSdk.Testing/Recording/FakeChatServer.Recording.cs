using System.Diagnostics.CodeAnalysis;

namespace ChatSdk.Testing;

/// <content>Recording another server, and playing it back.</content>
public sealed partial class FakeChatServer
{
    /// <summary>
    /// Starts a server that passes on to another one what is not scripted, and writes to a file what it answers: every byte,
    /// in the pieces in which it came, with its time. <see cref="StartReplayAsync"/> answers from that file.
    /// </summary>
    /// <remarks>
    /// Streams are passed on as they come. Keys are not written: no header of a request is, no cookie, and no value of the
    /// query whose name speaks of a key; a key that comes back in an answer is replaced by asterisks. What is said is
    /// written, so look at the file before you share it. The file is complete when the server is disposed.
    /// </remarks>
    /// <param name="upstreamAddress">The base address of the other server, such as <c>https://host/v1</c>; its query goes along.</param>
    /// <param name="file">The file; one that exists is replaced.</param>
    /// <param name="cancellationToken">Gives up the start; later it has no effect.</param>
    /// <returns>The server, ready for requests.</returns>
    /// <exception cref="ArgumentException"><paramref name="upstreamAddress"/> is not an <c>http</c> or <c>https</c> address, or <paramref name="file"/> is empty.</exception>
    /// <exception cref="IOException">The port could not be opened, or the file not be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The server disposes its recorder, and that its file.")]
    public static async Task<FakeChatServer> StartRecordingAsync(
        string upstreamAddress, string file, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var upstream = new UpstreamAddress(upstreamAddress);
        ArgumentException.ThrowIfNullOrEmpty(file);
        var forward = new AnswerPlan { Ending = FakeAnswerEnding.Forward };
        var recorder = new Recorder(upstream, await RecordingFile.CreateAsync(file, cancellationToken).ConfigureAwait(false));
        return await StartAsync(new AnswerBook(_ => forward), recorder, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Starts a server that answers from a recording what is not scripted: the same bytes in the same pieces, and it breaks
    /// off or hangs where the other server did.
    /// </summary>
    /// <remarks>
    /// A request gets the next recorded answer to the same method, path, query and body, where JSON is the same in any
    /// order of members; after the last one it gets that one again. A request that was not recorded is refused as
    /// <see cref="IsStrict"/> does it.
    /// </remarks>
    /// <param name="file">The file, written by <see cref="StartRecordingAsync"/>.</param>
    /// <param name="timeScale">How much of the recorded time each wait takes: 0, the default, is none, 1 is as recorded.</param>
    /// <param name="cancellationToken">Gives up the start; later it has no effect.</param>
    /// <returns>The server, ready for requests.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeScale"/> is not a number from 0 to 10.</exception>
    /// <exception cref="InvalidDataException">The file is not a recording; the message names the file and the line.</exception>
    /// <exception cref="IOException">The port could not be opened, or the file not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<FakeChatServer> StartReplayAsync(
        string file, double timeScale = 0, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        if (timeScale is not (>= 0 and <= 10))
        {
            throw new ArgumentOutOfRangeException(nameof(timeScale), timeScale, "It must be from 0 to 10.");
        }

        var tape = new Tape(await RecordingReader.ReadAsync(file, cancellationToken).ConfigureAwait(false), timeScale);
        return await StartAsync(new AnswerBook(tape.Find, file), recorder: null, cancellationToken).ConfigureAwait(false);
    }
}
