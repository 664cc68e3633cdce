using System.Threading.Channels;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ChatSdk.Testing;

/// <summary>
/// An OpenAI-style chat server for tests: real HTTP over a real socket of this machine, with no model behind it.
/// It answers as scripted; without a script it repeats what the user said.
/// </summary>
/// <remarks>
/// <para>
/// Each request takes the next answer of the queue. When the queue is empty, a request to <c>chat/completions</c> gets
/// <c>You said: …</c> with the last user message, as a stream if it asks for one; so does one to <c>completions</c>,
/// with its prompt. A <c>GET</c> of <c>models</c> lists <c>fake-model</c>. A request without <c>model</c> or
/// <c>messages</c> gets status 400, an unknown path 404. What stands before these paths does not matter.
/// Tokens are counted as words, and no answer depends on the time.
/// </para>
/// <para>All members are safe to use from several threads at once. Give each test a server of its own.</para>
/// </remarks>
/// <example>
/// <code>
/// await using var server = await FakeChatServer.StartAsync();
/// server.AnswersError(429, "Slow down.").AnswersStream("Hel", "lo");
/// </code>
/// </example>
public sealed class FakeChatServer : IAsyncDisposable
{
    private readonly AnswerBook _book = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly KestrelServer _kestrel = FakeKestrel.Create();
    private int _isDisposed;

    private FakeChatServer()
    {
    }

    /// <summary>Gets the address to give to a client, such as <c>http://127.0.0.1:40001/v1</c>.</summary>
    public string BaseAddress { get; private set; } = "";

    /// <summary>
    /// Gets the requests so far, in the order in which they took their answers: when the whole body had come. The list
    /// is a snapshot and does not grow; it can be read even after the server was disposed.
    /// </summary>
    public IReadOnlyList<FakeRequest> Requests => _book.Requests;

    /// <summary>Starts a server on a free port of 127.0.0.1. It writes no log and reads no configuration.</summary>
    /// <param name="cancellationToken">Gives up the start; later it has no effect.</param>
    /// <returns>The server, ready for requests. Dispose it to free the port.</returns>
    /// <exception cref="IOException">The port could not be opened.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<FakeChatServer> StartAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var server = new FakeChatServer();
        try
        {
            var application = new FakeApplication(server._book, server._stopping.Token);
            await server._kestrel.StartAsync(application, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        var addresses = server._kestrel.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        server.BaseAddress = $"{addresses.First()}/v1";
        return server;
    }

    /// <summary>Puts an answer at the end of the queue. One request takes it.</summary>
    /// <param name="answer">The answer.</param>
    /// <returns>This server.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="answer"/> is <see langword="null"/>.</exception>
    public FakeChatServer Answers(FakeAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        _book.Add(answer);
        return this;
    }

    /// <summary>Gives this answer to every request that finds the queue empty, instead of repeating what the user said.</summary>
    /// <param name="answer">The answer. It replaces one that was set before.</param>
    /// <returns>This server.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="answer"/> is <see langword="null"/>.</exception>
    public FakeChatServer AnswersAlways(FakeAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        _book.AddDefault(answer);
        return this;
    }

    /// <summary>Queues <see cref="FakeAnswer.Json"/>.</summary>
    /// <param name="json">The body; it is sent as it is.</param>
    /// <param name="status">The HTTP status, 200 unless told otherwise.</param>
    /// <returns>This server.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="status"/> is not between 200 and 599.</exception>
    public FakeChatServer AnswersJson(string json, int status = 200) => Answers(FakeAnswer.Json(json, status));

    /// <summary>Queues <see cref="FakeAnswer.Text"/>: what a model would answer that says this, streamed or not.</summary>
    /// <param name="text">What is said.</param>
    /// <returns>This server.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is <see langword="null"/>.</exception>
    public FakeChatServer AnswersText(string text) => Answers(FakeAnswer.Text(text));

    /// <summary>Queues <see cref="FakeAnswer.Stream"/>: a well-formed stream, from the role to <c>[DONE]</c>.</summary>
    /// <param name="pieces">The text, in the pieces in which it is to come.</param>
    /// <returns>This server.</returns>
    public FakeChatServer AnswersStream(params string[] pieces) => Answers(FakeAnswer.Stream(pieces));

    /// <summary>Queues <see cref="FakeAnswer.Error"/>.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="message">What went wrong.</param>
    /// <param name="type">The kind of error; <see langword="null"/> is sent as such.</param>
    /// <param name="code">The code; <see langword="null"/> is sent as such.</param>
    /// <returns>This server.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="status"/> is not between 200 and 599.</exception>
    public FakeChatServer AnswersError(int status, string message, string? type = null, string? code = null) =>
        Answers(FakeAnswer.Error(status, message, type, code));

    /// <summary>
    /// Waits for the next request that this method has not given out yet; one that has already come is given out at
    /// once. The request may not be answered yet. <see cref="Requests"/> is not affected.
    /// </summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The request. Each one is given out only once, to one caller.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The server was disposed, and all its requests were given out.</exception>
    public async Task<FakeRequest> NextRequestAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return await _book.NextAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException error)
        {
            throw new ObjectDisposedException("The fake server was disposed; no further request will come.", error);
        }
    }

    /// <summary>Stops the server at once. Answers that are still under way, hanging ones too, are broken off.</summary>
    /// <returns>A task that completes when the port is free. A second call does nothing.</returns>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        // A token that is already cancelled tells Kestrel not to wait for clients that are still connected.
        await _kestrel.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        _kestrel.Dispose();
        _book.Close();
        _stopping.Dispose();
    }
}
