using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace ChatSdk;

/// <summary>
/// A client for servers that speak the OpenAI-style chat protocol. Use one instance for the entire program; it is
/// thread-safe and reuses its connections.
/// </summary>
public sealed partial class ChatClient : IDisposable
{
    private readonly Func<HttpClient>? _http;
    private volatile CallChain _calls;

    /// <summary>Initializes a new instance of the <see cref="ChatClient"/> class.</summary>
    /// <param name="baseAddress">The server's address; see <see cref="ChatClientOptions.BaseAddress"/>.</param>
    /// <param name="apiKey">The API key; <see langword="null"/> or empty for servers that need none.</param>
    /// <param name="model">The model for requests that do not specify one.</param>
    /// <exception cref="ArgumentException">The address or the key is invalid. The message never contains the key.</exception>
    public ChatClient(string baseAddress, string? apiKey = null, string? model = null)
        : this(new ChatClientOptions { BaseAddress = baseAddress, ApiKey = apiKey, Model = model })
    {
    }

    /// <summary>Initializes a new instance of the <see cref="ChatClient"/> class that manages its own connections.</summary>
    /// <param name="options">The options.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">An option is invalid. The message names the option and never contains a key.</exception>
    public ChatClient(ChatClientOptions options) => Use(options);

    /// <summary>Initializes a new instance of the <see cref="ChatClient"/> class that sends its requests through the specified <see cref="HttpClient"/>.</summary>
    /// <param name="httpClient">
    /// The client that sends the requests. It is neither changed nor disposed. Its
    /// <see cref="HttpClient.Timeout"/> also applies, and it should not follow redirects, which would send the prompt to another address.
    /// </param>
    /// <param name="options">The options.</param>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">An option is invalid. The message names the option and never contains a key.</exception>
    public ChatClient(HttpClient httpClient, ChatClientOptions options)
        : this(() => httpClient, options) => ArgumentNullException.ThrowIfNull(httpClient);

    internal ChatClient(Func<HttpClient> http, ChatClientOptions options)
    {
        _http = http;
        Use(options);
    }

    /// <summary>Gets the server's address as it was set, without its query, which may contain a key.</summary>
    public Uri BaseAddress => new(new Uri(Options.BaseAddress!.Trim()).GetLeftPart(UriPartial.Path));

    /// <summary>Gets the model for requests that do not specify one; <see langword="null"/> if there is none.</summary>
    public string? Model => Options.Model;

    /// <summary>Gets the budget for all calls made with the client; <see langword="null"/> if there is none.</summary>
    public ChatBudget? Budget => Options.Budget;

    internal ChatClientOptions Options => _calls.Options;

    /// <summary>Sends the request and returns the complete answer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentException">The request has no message or is otherwise invalid, neither the request nor the client specifies a model, or an option is invalid.</exception>
    /// <exception cref="ChatException">The call failed; see the derived exceptions.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the call; the exception carries the caller's token.</exception>
    [OverloadResolutionPriority(1)]
    public Task<ChatCompletion> CreateAsync(ChatCompletionRequest request, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        var calls = _calls;
        var call = ChatCall(calls, request, isStream: false, options);
        return calls.RunAsync(call, Endpoints.ChatCompletions.CompleteAnswer, cancellationToken);
    }

    /// <summary>Sends a prompt to the client's model and returns the complete answer.</summary>
    /// <param name="prompt">The prompt, sent as one user message.</param>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentException">The prompt is empty, the client has no model, or an option is invalid.</exception>
    /// <exception cref="ChatException">The call failed; see the derived exceptions.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the call; the exception carries the caller's token.</exception>
    public Task<ChatCompletion> CreateAsync(string prompt, ChatCallOptions? options = null, CancellationToken cancellationToken = default) =>
        CreateAsync(RequestOf(prompt), options, cancellationToken);

    /// <summary>
    /// Sends the request and streams the answer as it is generated. Nothing is sent before the first <c>MoveNextAsync</c>. Leaving
    /// the <c>await foreach</c> loop early closes the connection, so that the server stops generating.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call. A token passed to <c>WithCancellation</c> has the same effect.</param>
    /// <returns>The chunks, in order. They can be enumerated only once, because a second enumeration would require a second call.</returns>
    /// <exception cref="ArgumentException">The request has no message or is otherwise invalid, neither the request nor the client specifies a model, or an option is invalid.</exception>
    /// <exception cref="ChatException">
    /// While enumerating: the call failed. The chunks received before the failure have been returned, and their content is in <see cref="ChatException.Partial"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller canceled the call.</exception>
    /// <exception cref="InvalidOperationException">The stream is enumerated a second time.</exception>
    [OverloadResolutionPriority(1)]
    public IAsyncEnumerable<ChatCompletionChunk> CreateStreamAsync(ChatCompletionRequest request, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        var calls = _calls;
        var call = ChatCall(calls, request, isStream: true, options);
        return new ChunkStream<ChatCompletionChunk>(calls, call, cancellationToken);
    }

    /// <summary>Sends a prompt to the client's model and streams the answer as it is generated.</summary>
    /// <param name="prompt">The prompt, sent as one user message.</param>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call. A token passed to <c>WithCancellation</c> has the same effect.</param>
    /// <returns>The chunks, in order. They can be enumerated only once, because a second enumeration would require a second call.</returns>
    /// <exception cref="ArgumentException">The prompt is empty, the client has no model, or an option is invalid.</exception>
    /// <exception cref="ChatException">While enumerating: the call failed; the part of the answer that was received is in <see cref="ChatException.Partial"/>.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller canceled the call.</exception>
    /// <exception cref="InvalidOperationException">The stream is enumerated a second time.</exception>
    public IAsyncEnumerable<ChatCompletionChunk> CreateStreamAsync(string prompt, ChatCallOptions? options = null, CancellationToken cancellationToken = default) =>
        CreateStreamAsync(RequestOf(prompt), options, cancellationToken);

    /// <summary>Sends text for the model to continue and returns the generated text, through the legacy endpoint <c>POST completions</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The generated text.</returns>
    /// <exception cref="ArgumentException">The request has no prompt, neither the request nor the client specifies a model, or an option is invalid.</exception>
    /// <exception cref="ChatException">The call failed; see the derived exceptions.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the call; the exception carries the caller's token.</exception>
    [OverloadResolutionPriority(1)]
    public Task<TextCompletion> CreateTextAsync(TextCompletionRequest request, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        var calls = _calls;
        var call = TextCall(calls, request, isStream: false, options);
        return calls.RunAsync(call, Endpoints.TextCompletions.CompleteAnswer, cancellationToken);
    }

    /// <summary>Sends text for the model to continue and streams the generated text, through the legacy endpoint <c>POST completions</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call. A token passed to <c>WithCancellation</c> has the same effect.</param>
    /// <returns>The chunks, in order. They can be enumerated only once, because a second enumeration would require a second call.</returns>
    /// <exception cref="ArgumentException">The request has no prompt, neither the request nor the client specifies a model, or an option is invalid.</exception>
    /// <exception cref="ChatException">While enumerating: the call failed; the part of the answer that was received is in <see cref="ChatException.Partial"/>.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller canceled the call.</exception>
    /// <exception cref="InvalidOperationException">The stream is enumerated a second time.</exception>
    [OverloadResolutionPriority(1)]
    public IAsyncEnumerable<TextCompletion> CreateTextStreamAsync(TextCompletionRequest request, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        var calls = _calls;
        var call = TextCall(calls, request, isStream: true, options);
        return new ChunkStream<TextCompletion>(calls, call, cancellationToken);
    }

    /// <summary>Lists the models that the server offers.</summary>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The models, in the server's order; empty if there are none.</returns>
    /// <exception cref="ArgumentException">An option is invalid.</exception>
    /// <exception cref="ChatException">The call failed; see the derived exceptions.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the call; the exception carries the caller's token.</exception>
    public Task<IReadOnlyList<ChatModel>> ListModelsAsync(ChatCallOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync(Endpoints.Models, options, cancellationToken);

    /// <summary>
    /// Closes the connections that the client created. Later calls, and calls that are waiting for a response, then throw an
    /// <see cref="ObjectDisposedException"/>. A stream that has begun continues to its end. An <see cref="HttpClient"/> that was passed to the client
    /// is not disposed, and calls that use it are not affected.
    /// </summary>
    public void Dispose() => _calls.Dispose();

    internal Task<T> RunAsync<T>(Endpoint<T> endpoint, ChatCallOptions? options, CancellationToken cancellationToken, WireRecord? request = null, string? path = null)
    {
        var calls = _calls;
        return calls.RunAsync(Call.Of(endpoint, calls.Options, options, request, path: path), endpoint.CompleteAnswer, cancellationToken);
    }

    /// <summary>Uses the options for all calls that begin from now on. The previous call chain is not disposed, because running calls may still use it.</summary>
    /// <exception cref="ArgumentException">An option is invalid.</exception>
    [MemberNotNull(nameof(_calls))]
    internal void Use(ChatClientOptions options) => _calls = new CallChain(ChatClientOptionsValidator.Check(options, nameof(options)).Copy(), _http);

    private static Call ChatCall(CallChain calls, ChatCompletionRequest request, bool isStream, ChatCallOptions? options)
    {
        var complete = RequestCheck.Complete(request, calls.Options, isStream);
        return Call.Of(Endpoints.ChatCompletions, calls.Options, options, complete, isStream);
    }

    private static Call TextCall(CallChain calls, TextCompletionRequest request, bool isStream, ChatCallOptions? options)
    {
        var complete = RequestCheck.Complete(request, calls.Options, isStream);
        return Call.Of(Endpoints.TextCompletions, calls.Options, options, complete, isStream);
    }
}
