using System.Diagnostics.CodeAnalysis;

namespace ChatSdk.Testing;

/// <content>The methods that record another server's answers and replay them.</content>
public sealed partial class FakeChatServer
{
    /// <summary>
    /// Starts a server that forwards unscripted requests to another server and records the answers in a file: every byte,
    /// in the chunks in which it was received, with its timing. <see cref="StartReplayAsync(string, double, CancellationToken)"/> replays that file.
    /// </summary>
    /// <remarks>
    /// Streams are forwarded as they are received. Keys are not recorded: the file contains no request headers. Response headers, query
    /// parameters and top-level fields of a request are left out if their names suggest a key, and a key that appears in an answer is
    /// replaced with asterisks. Prompts and answers are recorded, so review the file before you share it. The file is complete once the
    /// server has been disposed.
    /// </remarks>
    /// <param name="upstreamAddress">The base address of the other server, such as <c>https://host/v1</c>; its query is sent too.</param>
    /// <param name="file">The path of the file; an existing file is replaced.</param>
    /// <param name="cancellationToken">Cancels the start; it has no effect afterwards.</param>
    /// <returns>The server, ready for requests.</returns>
    /// <exception cref="ArgumentException"><paramref name="upstreamAddress"/> is not an <c>http</c> or <c>https</c> address, or <paramref name="file"/> is empty.</exception>
    /// <exception cref="IOException">The port could not be opened, or the file could not be written.</exception>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public static Task<FakeChatServer> StartRecordingAsync(
        string upstreamAddress, string file, CancellationToken cancellationToken = default) =>
        StartRecordingAsync(upstreamAddress, file, port: 0, cancellationToken);

    /// <inheritdoc cref="StartRecordingAsync(string, string, CancellationToken)"/>
    /// <param name="upstreamAddress">The base address of the other server, such as <c>https://host/v1</c>; its query is sent too.</param>
    /// <param name="file">The path of the file; an existing file is replaced.</param>
    /// <param name="port">The port of 127.0.0.1 on which the server listens; 0 for any free port.</param>
    /// <param name="cancellationToken">Cancels the start; it has no effect afterwards.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is not between 0 and 65,535.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The server disposes its recorder, which disposes its file.")]
    public static async Task<FakeChatServer> StartRecordingAsync(
        string upstreamAddress, string file, int port, CancellationToken cancellationToken = default)
    {
        CheckPort(port);
        cancellationToken.ThrowIfCancellationRequested();
        var upstream = new UpstreamAddress(upstreamAddress);
        ArgumentException.ThrowIfNullOrEmpty(file);
        var forward = new AnswerPlan { Ending = FakeAnswerEnding.Forward };
        var recorder = new Recorder(upstream, await RecordingFile.CreateAsync(file, cancellationToken).ConfigureAwait(false));
        return await StartAsync(new AnswerBook(_ => forward), recorder, port, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Starts a server that answers unscripted requests from a recording, with the same bytes in the same chunks. An answer that ended early
    /// or hung does so again at the same point.
    /// </summary>
    /// <remarks>
    /// A request gets the next recorded answer to a request with the same method, path, query and body. The order of JSON members does
    /// not matter. The last answer is repeated. A request that was not recorded is rejected, as with <see cref="IsStrict"/>.
    /// </remarks>
    /// <param name="file">The path of the file, written by <see cref="StartRecordingAsync(string, string, CancellationToken)"/>.</param>
    /// <param name="timeScale">The factor by which recorded delays are multiplied: 0, the default, means no delays; 1 means as recorded.</param>
    /// <param name="cancellationToken">Cancels the start; it has no effect afterwards.</param>
    /// <returns>The server, ready for requests.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeScale"/> is not a number between 0 and 10.</exception>
    /// <exception cref="InvalidDataException">The file is not a recording; the message names the file and the line.</exception>
    /// <exception cref="IOException">The port could not be opened, or the file could not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public static Task<FakeChatServer> StartReplayAsync(
        string file, double timeScale = 0, CancellationToken cancellationToken = default) =>
        StartReplayAsync(file, timeScale, port: 0, cancellationToken);

    /// <inheritdoc cref="StartReplayAsync(string, double, CancellationToken)"/>
    /// <param name="file">The path of the file, written by <see cref="StartRecordingAsync(string, string, CancellationToken)"/>.</param>
    /// <param name="timeScale">The factor by which recorded delays are multiplied: 0 means no delays; 1 means as recorded.</param>
    /// <param name="port">The port of 127.0.0.1 on which the server listens; 0 for any free port.</param>
    /// <param name="cancellationToken">Cancels the start; it has no effect afterwards.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeScale"/> is not a number between 0 and 10, or <paramref name="port"/> is not between 0 and 65,535.</exception>
    public static async Task<FakeChatServer> StartReplayAsync(
        string file, double timeScale, int port, CancellationToken cancellationToken = default)
    {
        CheckPort(port);
        ArgumentException.ThrowIfNullOrEmpty(file);
        if (timeScale is not (>= 0 and <= 10))
        {
            throw new ArgumentOutOfRangeException(nameof(timeScale), timeScale, "The value must be between 0 and 10.");
        }

        var tape = new Tape(await RecordingReader.ReadAsync(file, cancellationToken).ConfigureAwait(false), timeScale);
        return await StartAsync(new AnswerBook(tape.Find, file), recorder: null, port, cancellationToken).ConfigureAwait(false);
    }
}
