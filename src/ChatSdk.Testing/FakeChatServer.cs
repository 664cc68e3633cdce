using System.Net;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ChatSdk.Testing;

/// <summary>
/// An OpenAI-style chat server for tests: real HTTP over a real local socket, without a model.
/// It answers as scripted; without a script it echoes the user's message.
/// </summary>
/// <remarks>
/// <para>
/// A request is answered by the first of these that has an answer: the rules (<see cref="Given"/>), in the order in which
/// they were added; the queue, to which the server's methods <c>Answers…</c>, <c>Streams</c> and <c>CallsTool</c> add answers
/// for one request each; the answer set by <see cref="AnswersAlways"/>.
/// </para>
/// <para>
/// If none has an answer, a request to <c>chat/completions</c> gets
/// <c>You said: …</c> with the last user message, as a stream if one is requested. A request to <c>completions</c> gets
/// <c>You said: …</c> with its prompt. A request to <c>embeddings</c> gets a vector for each input; similar inputs get similar
/// vectors. <c>GET</c> on <c>models</c> lists <c>fake-model</c>. The part of the path before these names is ignored. A request
/// without a required field, such as <c>model</c> or <c>messages</c>, gets status 400; an unknown path gets 404.
/// Words are counted as tokens, and no answer depends on the time. <see cref="IsStrict"/> turns these default answers off.
/// </para>
/// <para>All members are thread-safe. Use a separate server for each test.</para>
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
    private readonly FakeApplication _application;
    private readonly CancellationTokenSource _stopping = new();
    private readonly KestrelServer _kestrel;
    private int _isDisposed;

    private FakeChatServer(AnswerBook book, Recorder? recorder, int port)
    {
        _kestrel = FakeKestrel.Create(port);
        _book = book;
        _recorder = recorder;
        _application = new FakeApplication(book, recorder, _stopping.Token);
    }

    /// <summary>Gets the base address for the client, such as <c>http://127.0.0.1:40001/v1</c>.</summary>
    public string BaseAddress { get; private set; } = "";

    /// <summary>
    /// Gets the requests received so far, in the order in which they were matched with their answers. A request is matched once its body has
    /// been received. The list is a snapshot and does not grow; it can be read even after the server has been disposed.
    /// </summary>
    public IReadOnlyList<FakeRequest> Requests => _book.Requests;

    /// <summary>
    /// Gets or sets whether requests without a scripted answer are rejected instead of getting a default answer. The client
    /// gets a 404 that describes what was received and what was expected, and <see cref="Verify"/> and <see cref="DisposeAsync"/> throw.
    /// The default is <see langword="false"/>.
    /// </summary>
    public bool IsStrict
    {
        get => _book.IsStrict;
        set => _book.IsStrict = value;
    }

    /// <summary>
    /// Gets or sets whether web pages from any origin may send requests and read the responses with all their headers (CORS), but
    /// without cookies. The server then responds to preflight requests itself: they take no scripted answer, and are not in <see cref="Requests"/>.
    /// The default is <see langword="false"/>: browsers do not let a page from another origin read the responses.
    /// </summary>
    public bool AllowsAnyOrigin
    {
        get => _application.AllowsAnyOrigin;
        set => _application.AllowsAnyOrigin = value;
    }

    /// <summary>Starts a server on a free port of 127.0.0.1. It writes no log and reads no configuration.</summary>
    /// <param name="cancellationToken">Cancels the start; it has no effect afterwards.</param>
    /// <returns>The server, ready for requests. Dispose it to free the port.</returns>
    /// <exception cref="IOException">The port could not be opened.</exception>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public static Task<FakeChatServer> StartAsync(CancellationToken cancellationToken = default) =>
        StartAsync(port: 0, cancellationToken);

    /// <summary>Starts a server on a port of 127.0.0.1, for a client whose address cannot be set at run time. It writes no log and reads no configuration.</summary>
    /// <param name="port">The port; 0 for any free port.</param>
    /// <param name="cancellationToken">Cancels the start; it has no effect afterwards.</param>
    /// <returns>The server, ready for requests. Dispose it to free the port.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is not between 0 and 65,535.</exception>
    /// <exception cref="IOException">The port could not be opened, for example because another program uses it.</exception>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public static Task<FakeChatServer> StartAsync(int port, CancellationToken cancellationToken = default)
    {
        CheckPort(port);
        return StartAsync(new AnswerBook(), recorder: null, port, cancellationToken);
    }

    /// <summary>
    /// Adds a rule for the chat requests that match a condition. The rule applies once it has its first answer, as in <c>server.Given(r =>
    /// r.Model == "small").AnswersText("Hello.")</c>.
    /// </summary>
    /// <param name="condition">
    /// Determines whether the rule applies to a request; it is called for one request at a time. If it throws, the request
    /// is rejected with the exception's message.
    /// </param>
    /// <param name="description">The name of the rule in messages; by default, the source text of the condition.</param>
    /// <returns>The rule, to which answers can be added.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="condition"/> is <see langword="null"/>.</exception>
    public FakeRule Given(
        Func<ChatCompletionRequest, bool> condition, [CallerArgumentExpression(nameof(condition))] string description = "")
    {
        ArgumentNullException.ThrowIfNull(condition);
        return _book.AddRule(request => request.Chat is { } chat && condition(chat), description);
    }

    /// <summary>Adds a rule for requests of any kind. Use it for conditions on the path, a header, or a body that is not a chat request.</summary>
    /// <param name="condition">
    /// Determines whether the rule applies to a request; it is called for one request at a time. If it throws, the request
    /// is rejected with the exception's message.
    /// </param>
    /// <param name="description">The name of the rule in messages; by default, the source text of the condition.</param>
    /// <returns>The rule, to which answers can be added.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="condition"/> is <see langword="null"/>.</exception>
    public FakeRule GivenRequest(
        Func<FakeRequest, bool> condition, [CallerArgumentExpression(nameof(condition))] string description = "")
    {
        ArgumentNullException.ThrowIfNull(condition);
        return _book.AddRule(condition, description);
    }

    /// <summary>
    /// Sets the answer to every request that matches no rule while the queue is empty. Settings that follow, such as
    /// <c>ThenCuts()</c>, apply to this answer.
    /// </summary>
    /// <param name="answer">The answer. It replaces any earlier one.</param>
    /// <returns>This server.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="answer"/> is <see langword="null"/>.</exception>
    public FakeChatServer AnswersAlways(FakeAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        _book.AddDefault(answer);
        return this;
    }

    /// <summary>
    /// Waits for the next request that this method has not yet returned; one that was already received is returned
    /// immediately. The answer may not have been sent yet. <see cref="Requests"/> is not affected.
    /// </summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The request. Each request is returned only once, to one caller.</returns>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The server has been disposed, and all its requests have been returned.</exception>
    public async Task<FakeRequest> NextRequestAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return await _book.NextAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException error)
        {
            throw new ObjectDisposedException("The fake server was disposed; it will receive no further requests.", error);
        }
    }

    /// <summary>
    /// Verifies that everything went as scripted: every request had an answer, no answer is left in the queue, and
    /// each rule was used at least once, or as many times as <see cref="FakeRule.Times"/> requires.
    /// </summary>
    /// <exception cref="FakeVerificationException">The requests differ from the script. The message lists what was received and what was expected.</exception>
    public void Verify() => Throw(_book.TakeReport(withUnused: true));

    /// <summary>Stops the server immediately. Answers that are still being sent, or that hang, are cut off.</summary>
    /// <returns>A task that completes when the port is free. A second call has no effect.</returns>
    /// <exception cref="FakeVerificationException">
    /// A request had no answer, and <see cref="Verify"/> has not reported it yet. Unused answers
    /// are not reported here: a test that has failed may leave some, and its own failure must not be hidden.
    /// </exception>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        // A token that is already canceled tells Kestrel not to wait for clients that are still connected.
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

    private static void CheckPort(int port)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort);
    }

    private static async Task<FakeChatServer> StartAsync(AnswerBook book, Recorder? recorder, int port, CancellationToken cancellationToken)
    {
        var server = new FakeChatServer(book, recorder, port);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            await server._kestrel.StartAsync(server._application, cancellationToken).ConfigureAwait(false);
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
