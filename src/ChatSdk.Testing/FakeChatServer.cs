using System.Runtime.CompilerServices;
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
/// A request gets its answer from the first of these that has one: the rules (<see cref="Given"/>), in the order in which
/// they were made; the queue (<c>Answers…</c>, <c>Streams</c>, <c>CallsTool</c> of the server), each answer of which is for
/// one request; <see cref="AnswersAlways"/>.
/// </para>
/// <para>
/// Where none has one, a request to <c>chat/completions</c> gets
/// <c>You said: …</c> with the last user message, as a stream if it asks for one; so does one to <c>completions</c>,
/// with its prompt. A <c>GET</c> of <c>models</c> lists <c>fake-model</c>. A request without <c>model</c> or
/// <c>messages</c> gets status 400, an unknown path 404. What stands before these paths does not matter.
/// Tokens are counted as words, and no answer depends on the time. <see cref="IsStrict"/> refuses all this.
/// </para>
/// <para>All members are safe to use from several threads at once. Give each test a server of its own.</para>
/// </remarks>
/// <example>
/// <code>
/// await using var server = await FakeChatServer.StartAsync();
/// server.Given(r => r.Messages[^1].Text == "hi").Streams("Hel", "lo").ThenCuts();
/// server.AnswersError(429, "Slow down.").AnswersText("Hello.");
/// </code>
/// </example>
public sealed partial class FakeChatServer : FakeScript<FakeChatServer>, IAsyncDisposable
{
    private readonly AnswerBook _book;
    private readonly Recorder? _recorder;
    private readonly CancellationTokenSource _stopping = new();
    private readonly KestrelServer _kestrel = FakeKestrel.Create();
    private int _isDisposed;

    private FakeChatServer(AnswerBook book, Recorder? recorder)
    {
        _book = book;
        _recorder = recorder;
    }

    /// <summary>Gets the address to give to a client, such as <c>http://127.0.0.1:40001/v1</c>.</summary>
    public string BaseAddress { get; private set; } = "";

    /// <summary>
    /// Gets the requests so far, in the order in which they took their answers: when the whole body had come. The list
    /// is a snapshot and does not grow; it can be read even after the server was disposed.
    /// </summary>
    public IReadOnlyList<FakeRequest> Requests => _book.Requests;

    /// <summary>
    /// Gets or sets whether a request for which nothing is scripted is refused, instead of hearing what it said. The client
    /// gets a 404 that says what came and what was expected, and <see cref="Verify"/> and <see cref="DisposeAsync"/> throw.
    /// The default is <see langword="false"/>.
    /// </summary>
    public bool IsStrict
    {
        get => _book.IsStrict;
        set => _book.IsStrict = value;
    }

    /// <summary>Starts a server on a free port of 127.0.0.1. It writes no log and reads no configuration.</summary>
    /// <param name="cancellationToken">Gives up the start; later it has no effect.</param>
    /// <returns>The server, ready for requests. Dispose it to free the port.</returns>
    /// <exception cref="IOException">The port could not be opened.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Task<FakeChatServer> StartAsync(CancellationToken cancellationToken = default) =>
        StartAsync(new AnswerBook(), recorder: null, cancellationToken);

    /// <summary>
    /// Makes a rule for the chat requests that fulfil this condition. It holds from its first answer on:
    /// <c>server.Given(r => r.Model == "small").AnswersText("Hello.")</c>.
    /// </summary>
    /// <param name="condition">
    /// Tells whether the rule holds for a request; it is asked by one request at a time. Where it throws, the request is
    /// refused, and says so.
    /// </param>
    /// <param name="description">What messages call the rule; the compiler gives the text of the condition.</param>
    /// <returns>The rule, to be told its answers.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="condition"/> is <see langword="null"/>.</exception>
    public FakeRule Given(
        Func<ChatCompletionRequest, bool> condition, [CallerArgumentExpression(nameof(condition))] string description = "")
    {
        ArgumentNullException.ThrowIfNull(condition);
        return _book.AddRule(request => request.Chat is { } chat && condition(chat), description);
    }

    /// <summary>Makes a rule for requests of any kind: by their path, a header, or a body that is no chat request.</summary>
    /// <param name="condition">
    /// Tells whether the rule holds for a request; it is asked by one request at a time. Where it throws, the request is
    /// refused, and says so.
    /// </param>
    /// <param name="description">What messages call the rule; the compiler gives the text of the condition.</param>
    /// <returns>The rule, to be told its answers.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="condition"/> is <see langword="null"/>.</exception>
    public FakeRule GivenRequest(
        Func<FakeRequest, bool> condition, [CallerArgumentExpression(nameof(condition))] string description = "")
    {
        ArgumentNullException.ThrowIfNull(condition);
        return _book.AddRule(condition, description);
    }

    /// <summary>
    /// Gives this answer to every request that no rule fits and that finds the queue empty. What is said next, such as
    /// <c>ThenCuts()</c>, holds for this answer.
    /// </summary>
    /// <param name="answer">The answer. It replaces one that was set before.</param>
    /// <returns>This server.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="answer"/> is <see langword="null"/>.</exception>
    public FakeChatServer AnswersAlways(FakeAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        _book.AddDefault(answer);
        return this;
    }

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

    /// <summary>
    /// Checks that all went as scripted: no request was refused for want of an answer, no answer of the queue is left, and
    /// each rule was used, if it has <see cref="FakeRule.Times"/> so many times.
    /// </summary>
    /// <exception cref="FakeVerificationException">It did not. The message lists what came and what was expected.</exception>
    public void Verify() => Throw(_book.TakeReport(withUnused: true));

    /// <summary>Stops the server at once. Answers that are still under way, hanging ones too, are broken off.</summary>
    /// <returns>A task that completes when the port is free. A second call does nothing.</returns>
    /// <exception cref="FakeVerificationException">
    /// A request was refused for want of an answer, and <see cref="Verify"/> has not told it yet. Answers that nobody took
    /// are no matter here: a test that has failed leaves some, and what failed it must not be hidden.
    /// </exception>
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
        if (_recorder is not null)
        {
            await _recorder.DisposeAsync().ConfigureAwait(false);
        }

        _book.Close();
        _stopping.Dispose();
        Throw(_book.TakeReport(withUnused: false));
    }

    private protected override FakeChatServer Add(FakeAnswer answer)
    {
        _book.Add(answer);
        return this;
    }

    private protected override FakeChatServer Change(Func<AnswerPlan, AnswerPlan> change)
    {
        _book.ChangeLast(change);
        return this;
    }

    private static async Task<FakeChatServer> StartAsync(AnswerBook book, Recorder? recorder, CancellationToken cancellationToken)
    {
        var server = new FakeChatServer(book, recorder);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            var application = new FakeApplication(book, recorder, server._stopping.Token);
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

    private static void Throw(string? report)
    {
        if (report is not null)
        {
            throw new FakeVerificationException(report);
        }
    }
}
