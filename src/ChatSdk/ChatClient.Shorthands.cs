namespace ChatSdk;

/// <content>Overloads: a constructor with a <see cref="Uri"/>, and methods with messages or a prompt instead of a request.</content>
public sealed partial class ChatClient
{
    /// <summary>Initializes a new instance of the <see cref="ChatClient"/> class.</summary>
    /// <param name="baseAddress">The server's address; see <see cref="ChatClientOptions.BaseAddress"/>.</param>
    /// <param name="apiKey">The API key; <see langword="null"/> or empty for servers that need none.</param>
    /// <param name="model">The model for requests that do not specify one.</param>
    /// <exception cref="ArgumentException">The address or the key is invalid. The message never contains the key.</exception>
    public ChatClient(Uri baseAddress, string? apiKey = null, string? model = null)
        : this(baseAddress?.OriginalString ?? throw new ArgumentNullException(nameof(baseAddress)), apiKey, model)
    {
    }

    /// <summary>Sends a conversation to the client's model and returns the complete response.</summary>
    /// <param name="messages">The conversation so far, oldest message first.</param>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The response.</returns>
    /// <exception cref="ArgumentException">There is no message, the client has no model, or an option is invalid.</exception>
    /// <exception cref="ChatException">The call failed; see the derived exceptions.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the call; the exception carries the caller's token.</exception>
    public Task<ChatCompletion> CreateAsync(IEnumerable<ChatMessage> messages, ChatCallOptions? options = null, CancellationToken cancellationToken = default) =>
        CreateAsync(RequestOf(messages), options, cancellationToken);

    /// <summary>Sends a conversation to the client's model and streams the response as it is generated.</summary>
    /// <param name="messages">The conversation so far, oldest message first.</param>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call. A token passed to <c>WithCancellation</c> has the same effect.</param>
    /// <returns>The chunks, in order. They can be enumerated only once, because a second enumeration would require a second call.</returns>
    /// <exception cref="ArgumentException">There is no message, the client has no model, or an option is invalid.</exception>
    /// <exception cref="ChatException">While enumerating: the call failed; the part of the answer that was received is in <see cref="ChatException.Partial"/>.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller canceled the call.</exception>
    /// <exception cref="InvalidOperationException">The stream is enumerated a second time.</exception>
    public IAsyncEnumerable<ChatCompletionChunk> CreateStreamAsync(IEnumerable<ChatMessage> messages, ChatCallOptions? options = null, CancellationToken cancellationToken = default) =>
        CreateStreamAsync(RequestOf(messages), options, cancellationToken);

    /// <summary>Sends text for the client's model to continue and returns the generated text, through the legacy endpoint <c>POST completions</c>.</summary>
    /// <param name="prompt">The text to continue.</param>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The generated text.</returns>
    /// <exception cref="ArgumentException">The prompt is empty, the client has no model, or an option is invalid.</exception>
    /// <exception cref="ChatException">The call failed; see the derived exceptions.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the call; the exception carries the caller's token.</exception>
    public Task<TextCompletion> CreateTextAsync(string prompt, ChatCallOptions? options = null, CancellationToken cancellationToken = default) =>
        CreateTextAsync(TextRequestOf(prompt), options, cancellationToken);

    /// <summary>Sends text for the client's model to continue and streams the generated text, through the legacy endpoint <c>POST completions</c>.</summary>
    /// <param name="prompt">The text to continue.</param>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call. A token passed to <c>WithCancellation</c> has the same effect.</param>
    /// <returns>The chunks, in order. They can be enumerated only once, because a second enumeration would require a second call.</returns>
    /// <exception cref="ArgumentException">The prompt is empty, the client has no model, or an option is invalid.</exception>
    /// <exception cref="ChatException">While enumerating: the call failed; the part of the answer that was received is in <see cref="ChatException.Partial"/>.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller canceled the call.</exception>
    /// <exception cref="InvalidOperationException">The stream is enumerated a second time.</exception>
    public IAsyncEnumerable<TextCompletion> CreateTextStreamAsync(string prompt, ChatCallOptions? options = null, CancellationToken cancellationToken = default) =>
        CreateTextStreamAsync(TextRequestOf(prompt), options, cancellationToken);

    internal static ChatCompletionRequest RequestOf(string prompt)
    {
        ArgumentException.ThrowIfNullOrEmpty(prompt);
        return new() { Messages = WireList<ChatMessage>.Of(ChatMessage.User(prompt)) };
    }

    private static ChatCompletionRequest RequestOf(IEnumerable<ChatMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return new() { Messages = WireList<ChatMessage>.From(messages) };
    }

    private static TextCompletionRequest TextRequestOf(string prompt)
    {
        ArgumentException.ThrowIfNullOrEmpty(prompt);
        return new() { Prompt = prompt };
    }
}
