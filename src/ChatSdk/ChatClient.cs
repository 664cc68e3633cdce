using System.Runtime.CompilerServices;

namespace ChatSdk;

/// <summary>
/// Talks to a server that speaks the OpenAI-style chat protocol. One client serves a whole program: it is safe for use by
/// several threads at once, and keeps its connections.
/// </summary>
public sealed partial class ChatClient : IDisposable
{
    private readonly ChatClientOptions _options;
    private readonly ChatCaller _calls;
    private readonly HttpClient? _ownHttp;

    /// <summary>Initializes a new instance of the <see cref="ChatClient"/> class.</summary>
    /// <param name="baseAddress">The server's address; see <see cref="ChatClientOptions.BaseAddress"/>.</param>
    /// <param name="apiKey">The key; <see langword="null"/> or empty for servers that want none.</param>
    /// <param name="model">The model that is asked where a request names none.</param>
    /// <exception cref="ArgumentException">The address or the key cannot be used. The message never shows the key.</exception>
    public ChatClient(string baseAddress, string? apiKey = null, string? model = null)
        : this(new ChatClientOptions { BaseAddress = baseAddress, ApiKey = apiKey, Model = model })
    {
    }

    /// <summary>Initializes a new instance of the <see cref="ChatClient"/> class with connections of its own.</summary>
    /// <param name="options">The settings.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">A setting cannot be used; the message names it and never shows a key.</exception>
    public ChatClient(ChatClientOptions options)
    {
        _options = ChatClientOptionsValidator.Check(options, nameof(options)).Copy();
        _ownHttp = ChatHttpHandler.CreateClient(_options);
        _calls = new ChatCaller(_options, () => _ownHttp);
    }

    /// <summary>Initializes a new instance of the <see cref="ChatClient"/> class with connections of the caller's.</summary>
    /// <param name="httpClient">
    /// What sends the requests. It stays the caller's: it is neither changed nor disposed. Its
    /// <see cref="HttpClient.Timeout"/> also counts, and it should not follow redirects, which would take the prompt elsewhere.
    /// </param>
    /// <param name="options">The settings.</param>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">A setting cannot be used; the message names it and never shows a key.</exception>
    public ChatClient(HttpClient httpClient, ChatClientOptions options)
        : this(() => httpClient, options) => ArgumentNullException.ThrowIfNull(httpClient);

    internal ChatClient(Func<HttpClient> http, ChatClientOptions options)
    {
        _options = ChatClientOptionsValidator.Check(options, nameof(options)).Copy();
        _calls = new ChatCaller(_options, http);
    }

    /// <summary>Gets the server's address as it was set, but without its query, which may hold a key.</summary>
    public Uri BaseAddress => new(new Uri(_options.BaseAddress!.Trim()).GetLeftPart(UriPartial.Path));

    /// <summary>Gets the model that is asked where a request names none; <see langword="null"/> if there is none.</summary>
    public string? Model => _options.Model;

    internal ChatClientOptions Options => _options;

    /// <summary>Asks, and gives the whole answer.</summary>
    /// <param name="request">The question.</param>
    /// <param name="options">What differs for this call from the client's settings.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentException">The request has no message, or no model and the client has none either.</exception>
    /// <exception cref="ChatException">The call failed; see the derived exceptions.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled; the exception carries the caller's token.</exception>
    [OverloadResolutionPriority(1)]
    public Task<ChatCompletion> CreateAsync(ChatCompletionRequest request, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        var call = Call(request, isStream: false, options);
        return _calls.AskAsync(call, AnswerReader.ReadCompletionAsync, cancellationToken);
    }

    /// <summary>Asks the client's model a question of one message, and gives the whole answer.</summary>
    /// <param name="prompt">The question.</param>
    /// <param name="options">What differs for this call from the client's settings.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentException">The prompt is empty, or the client has no model.</exception>
    /// <exception cref="ChatException">The call failed; see the derived exceptions.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled; the exception carries the caller's token.</exception>
    public Task<ChatCompletion> CreateAsync(string prompt, ChatCallOptions? options = null, CancellationToken cancellationToken = default) =>
        CreateAsync(RequestOf(prompt), options, cancellationToken);

    /// <summary>
    /// Asks, and gives the answer out piece by piece. Nothing is sent before the first <c>MoveNextAsync</c>. Leaving the loop
    /// early closes the connection, so that the server stops.
    /// </summary>
    /// <param name="request">The question.</param>
    /// <param name="options">What differs for this call from the client's settings.</param>
    /// <param name="cancellationToken">Ends the call, as a token given to <c>WithCancellation</c> does.</param>
    /// <returns>The chunks, in their order. They can be enumerated once: a second time would be a second call.</returns>
    /// <exception cref="ArgumentException">The request has no message, or no model and the client has none either.</exception>
    /// <exception cref="ChatException">
    /// While enumerating: the call failed. What had arrived was delivered before, and is in <see cref="ChatException.Partial"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller cancelled.</exception>
    /// <exception cref="InvalidOperationException">It is enumerated a second time.</exception>
    [OverloadResolutionPriority(1)]
    public IAsyncEnumerable<ChatCompletionChunk> CreateStreamAsync(ChatCompletionRequest request, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        var call = Call(request, isStream: true, options);
        return new ChunkStream<ChatCompletionChunk>(_calls, call, cancellationToken);
    }

    /// <summary>Asks the client's model a question of one message, and gives the answer out piece by piece.</summary>
    /// <param name="prompt">The question.</param>
    /// <param name="options">What differs for this call from the client's settings.</param>
    /// <param name="cancellationToken">Ends the call, as a token given to <c>WithCancellation</c> does.</param>
    /// <returns>The chunks, in their order. They can be enumerated once: a second time would be a second call.</returns>
    /// <exception cref="ArgumentException">The prompt is empty, or the client has no model.</exception>
    /// <exception cref="ChatException">While enumerating: the call failed; what had arrived is in <see cref="ChatException.Partial"/>.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller cancelled.</exception>
    /// <exception cref="InvalidOperationException">It is enumerated a second time.</exception>
    public IAsyncEnumerable<ChatCompletionChunk> CreateStreamAsync(string prompt, ChatCallOptions? options = null, CancellationToken cancellationToken = default) =>
        CreateStreamAsync(RequestOf(prompt), options, cancellationToken);

    /// <summary>Asks a model to go on with a text: the older <c>POST completions</c>.</summary>
    /// <param name="request">The text.</param>
    /// <param name="options">What differs for this call from the client's settings.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>What the model wrote.</returns>
    /// <exception cref="ArgumentException">The request has no prompt, or no model and the client has none either.</exception>
    /// <exception cref="ChatException">The call failed; see the derived exceptions.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled; the exception carries the caller's token.</exception>
    [OverloadResolutionPriority(1)]
    public Task<TextCompletion> CreateTextAsync(TextCompletionRequest request, ChatCallOptions? options = null, CancellationToken cancellationToken = default) =>
        _calls.AskAsync(TextCall(request, isStream: false, options), AnswerReader.ReadTextCompletionAsync, cancellationToken);

    /// <summary>Asks a model to go on with a text, and gives what it writes out piece by piece, as <c>CreateStreamAsync</c> does.</summary>
    /// <param name="request">The text.</param>
    /// <param name="options">What differs for this call from the client's settings.</param>
    /// <param name="cancellationToken">Ends the call, as a token given to <c>WithCancellation</c> does.</param>
    /// <returns>The pieces, in their order. They can be enumerated once: a second time would be a second call.</returns>
    /// <exception cref="ArgumentException">The request has no prompt, or no model and the client has none either.</exception>
    /// <exception cref="ChatException">While enumerating: the call failed; what had arrived is in <see cref="ChatException.Partial"/>.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller cancelled.</exception>
    /// <exception cref="InvalidOperationException">It is enumerated a second time.</exception>
    [OverloadResolutionPriority(1)]
    public IAsyncEnumerable<TextCompletion> CreateTextStreamAsync(TextCompletionRequest request, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        var call = TextCall(request, isStream: true, options);
        return new ChunkStream<TextCompletion>(_calls, call, cancellationToken);
    }

    /// <summary>Gives the models that the server offers.</summary>
    /// <param name="options">What differs for this call from the client's settings.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The models, in the server's order; empty if it names none.</returns>
    /// <exception cref="ChatException">The call failed; see the derived exceptions.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled; the exception carries the caller's token.</exception>
    public Task<IReadOnlyList<ChatModel>> ListModelsAsync(ChatCallOptions? options = null, CancellationToken cancellationToken = default) =>
        _calls.AskAsync(ChatCall.Get("models", _options, options), AnswerReader.ReadModelsAsync, cancellationToken);

    /// <summary>Closes the client's own connections. A client that was given its connections does nothing.</summary>
    public void Dispose()
    {
        if (_ownHttp is not null)
        {
            _calls.Close();
            _ownHttp.Dispose();
        }
    }

    private ChatCall Call(ChatCompletionRequest request, bool isStream, ChatCallOptions? options)
    {
        var complete = RequestCheck.Complete(request, _options, isStream);
        return ChatCall.Post("chat/completions", complete, isStream, _options, options);
    }

    private ChatCall TextCall(TextCompletionRequest request, bool isStream, ChatCallOptions? options)
    {
        var complete = RequestCheck.Complete(request, _options, isStream);
        return ChatCall.Post("completions", complete, isStream, _options, options);
    }
}
