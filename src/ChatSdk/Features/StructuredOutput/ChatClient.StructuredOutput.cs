using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;

namespace ChatSdk;

public sealed partial class ChatClient
{
    /// <summary>Requests JSON that matches the type's schema, and deserializes it.</summary>
    /// <typeparam name="T">The type. A value that is not an object in JSON, such as a list, a string or a number, is wrapped in an object that has a single property named <c>value</c>.</typeparam>
    /// <param name="request">The request. If its <see cref="ChatCompletionRequest.ResponseFormat"/> is set, that format is sent instead of the schema.</param>
    /// <param name="type">The serialization metadata of the type, such as <c>MyContext.Default.Weather</c>.</param>
    /// <param name="output">The options for the schema and for reading the answer; the defaults if <see langword="null"/>.</param>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The value and the answer from which it was read.</returns>
    /// <exception cref="ArgumentException">The request or an option is invalid, or the type has no strict schema; the message names the member.</exception>
    /// <exception cref="ChatRefusalException">The model refused.</exception>
    /// <exception cref="ChatIncompleteException">The answer contains no choices, or was cut off by the token limit, a content filter or a server failure.</exception>
    /// <exception cref="ChatFormatException">The answer is not valid JSON for the type. The text is in <see cref="ChatFormatException.RawText"/>.</exception>
    /// <exception cref="ChatException">The call failed; see the derived exceptions.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the call; the exception carries the caller's token.</exception>
    [OverloadResolutionPriority(1)]
    public Task<ChatCompletion<T>> CreateAsync<T>(ChatCompletionRequest request, JsonTypeInfo<T> type, StructuredOutputOptions? output = null, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        var complete = WithFormatOf(request, type, output);
        return ReadAsync(CreateAsync(complete, options, cancellationToken), type, output, cancellationToken);
    }

    /// <summary>Sends a prompt to the client's model, requests JSON that matches the type's schema, and deserializes it.</summary>
    /// <typeparam name="T">The type. A value that is not an object in JSON, such as a list, a string or a number, is wrapped in an object that has a single property named <c>value</c>.</typeparam>
    /// <param name="prompt">The prompt, sent as one user message.</param>
    /// <param name="type">The serialization metadata of the type, such as <c>MyContext.Default.Weather</c>.</param>
    /// <param name="output">The options for the schema and for reading the answer; the defaults if <see langword="null"/>.</param>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The value and the answer from which it was read.</returns>
    /// <exception cref="ArgumentException">The prompt is empty, the client has no model, an option is invalid, or the type has no strict schema.</exception>
    /// <exception cref="ChatException">The model refused, the answer was cut off or is not valid JSON for the type, or the call failed; see the derived exceptions.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the call; the exception carries the caller's token.</exception>
    public Task<ChatCompletion<T>> CreateAsync<T>(string prompt, JsonTypeInfo<T> type, StructuredOutputOptions? output = null, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        return CreateAsync(RequestOf(prompt), type, output, options, cancellationToken);
    }

    /// <summary>Sends a conversation to the client's model, requests JSON that matches the type's schema, and deserializes it.</summary>
    /// <typeparam name="T">The type. A value that is not an object in JSON, such as a list, a string or a number, is wrapped in an object that has a single property named <c>value</c>.</typeparam>
    /// <param name="messages">The conversation so far, oldest message first.</param>
    /// <param name="type">The serialization metadata of the type, such as <c>MyContext.Default.Weather</c>.</param>
    /// <param name="output">The options for the schema and for reading the answer; the defaults if <see langword="null"/>.</param>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The value and the response from which it was read.</returns>
    /// <exception cref="ArgumentException">There is no message, the client has no model, an option is invalid, or the type has no strict schema.</exception>
    /// <exception cref="ChatException">The model refused, the response was cut off or is not valid JSON for the type, or the call failed; see the derived exceptions.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the call; the exception carries the caller's token.</exception>
    public Task<ChatCompletion<T>> CreateAsync<T>(IEnumerable<ChatMessage> messages, JsonTypeInfo<T> type, StructuredOutputOptions? output = null, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        return CreateAsync(RequestOf(messages), type, output, options, cancellationToken);
    }

    /// <summary>
    /// Sends the request like <see cref="CreateAsync{T}(ChatCompletionRequest, JsonTypeInfo{T}, StructuredOutputOptions?, ChatCallOptions?, CancellationToken)"/>,
    /// and streams snapshots of the value while its JSON is received. Each snapshot is more complete than the previous one; the last one is complete.
    /// </summary>
    /// <typeparam name="T">The type. A value that is not an object in JSON, such as a list, a string or a number, is wrapped in an object that has a single property named <c>value</c>.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="type">The serialization metadata of the type, such as <c>MyContext.Default.Weather</c>.</param>
    /// <param name="output">The options for the schema and for reading the answer; the defaults if <see langword="null"/>.</param>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call. A token passed to <c>WithCancellation</c> has the same effect.</param>
    /// <returns>
    /// The snapshots, in order. While the JSON has at most 4,096 characters, each chunk that changes the value results in a snapshot.
    /// Longer JSON must grow further before the next snapshot is returned: by more than 1/64 of its length beyond 4,096 characters.
    /// </returns>
    /// <exception cref="ArgumentException">The request or an option is invalid, or the type has no strict schema; the message names the member.</exception>
    /// <exception cref="ChatException">
    /// While enumerating: the call failed, the model refused, or the answer was cut off or is not valid JSON for the type.
    /// </exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller canceled the call.</exception>
    /// <exception cref="InvalidOperationException">The stream is enumerated a second time, which would require a second call.</exception>
    [OverloadResolutionPriority(1)]
    public IAsyncEnumerable<ChatCompletionSnapshot<T>> CreateStreamAsync<T>(ChatCompletionRequest request, JsonTypeInfo<T> type, StructuredOutputOptions? output = null, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        var complete = WithFormatOf(request, type, output);
        return SnapshotsAsync(CreateStreamAsync(complete, options, cancellationToken), type, output, cancellationToken, CancellationToken.None);
    }

    /// <summary>Sends a prompt to the client's model, requests JSON that matches the type's schema, and streams snapshots of the value while its JSON is received.</summary>
    /// <typeparam name="T">The type. A value that is not an object in JSON, such as a list, a string or a number, is wrapped in an object that has a single property named <c>value</c>.</typeparam>
    /// <param name="prompt">The prompt, sent as one user message.</param>
    /// <param name="type">The serialization metadata of the type, such as <c>MyContext.Default.Weather</c>.</param>
    /// <param name="output">The options for the schema and for reading the answer; the defaults if <see langword="null"/>.</param>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call. A token passed to <c>WithCancellation</c> has the same effect.</param>
    /// <returns>The snapshots, in order; the last one has the complete value.</returns>
    /// <exception cref="ArgumentException">The prompt is empty, the client has no model, an option is invalid, or the type has no strict schema.</exception>
    /// <exception cref="ChatException">While enumerating: the call failed, the model refused, or the answer was cut off or is not valid JSON for the type.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller canceled the call.</exception>
    /// <exception cref="InvalidOperationException">The stream is enumerated a second time, which would require a second call.</exception>
    public IAsyncEnumerable<ChatCompletionSnapshot<T>> CreateStreamAsync<T>(string prompt, JsonTypeInfo<T> type, StructuredOutputOptions? output = null, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        return CreateStreamAsync(RequestOf(prompt), type, output, options, cancellationToken);
    }

    /// <summary>Sends a conversation to the client's model, requests JSON that matches the type's schema, and streams snapshots of the value while its JSON is received.</summary>
    /// <typeparam name="T">The type. A value that is not an object in JSON, such as a list, a string or a number, is wrapped in an object that has a single property named <c>value</c>.</typeparam>
    /// <param name="messages">The conversation so far, oldest message first.</param>
    /// <param name="type">The serialization metadata of the type, such as <c>MyContext.Default.Weather</c>.</param>
    /// <param name="output">The options for the schema and for reading the answer; the defaults if <see langword="null"/>.</param>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call. A token passed to <c>WithCancellation</c> has the same effect.</param>
    /// <returns>The snapshots, in order; the last one has the complete value.</returns>
    /// <exception cref="ArgumentException">There is no message, the client has no model, an option is invalid, or the type has no strict schema.</exception>
    /// <exception cref="ChatException">While enumerating: the call failed, the model refused, or the response was cut off or is not valid JSON for the type.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller canceled the call.</exception>
    /// <exception cref="InvalidOperationException">The stream is enumerated a second time, which would require a second call.</exception>
    public IAsyncEnumerable<ChatCompletionSnapshot<T>> CreateStreamAsync<T>(IEnumerable<ChatMessage> messages, JsonTypeInfo<T> type, StructuredOutputOptions? output = null, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        return CreateStreamAsync(RequestOf(messages), type, output, options, cancellationToken);
    }

    internal static ChatCompletionRequest WithFormatOf<T>(ChatCompletionRequest request, JsonTypeInfo<T> type, StructuredOutputOptions? output)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(type);
        output ??= StructuredOutputOptions.Default;
        if (output.SchemaInPrompt)
        {
            return request with
            {
                Messages = SchemaPrompt.AddTo(request.Messages, TypedAnswer<T>.Of(type).Schema(output.Strict)),
                ResponseFormat = request.ResponseFormat ?? ResponseFormat.JsonObject,
            };
        }

        return request.ResponseFormat is null ? request with { ResponseFormat = TypedAnswer<T>.Of(type).Format(output) } : request;
    }

    private static async Task<ChatCompletion<T>> ReadAsync<T>(Task<ChatCompletion> call, JsonTypeInfo<T> type, StructuredOutputOptions? output, CancellationToken cancellationToken)
    {
        var completion = await call.ConfigureAwait(false);
        return new ChatCompletion<T>(TypedAnswer<T>.Of(type).Read(completion, output ?? StructuredOutputOptions.Default, cancellationToken), completion);
    }

    private static async IAsyncEnumerable<ChatCompletionSnapshot<T>> SnapshotsAsync<T>(IAsyncEnumerable<ChatCompletionChunk> chunks, JsonTypeInfo<T> type, StructuredOutputOptions? output, CancellationToken ofCall, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var whole = new ChatCompletionAccumulator();
        var growing = new SnapshotReader<T>(TypedAnswer<T>.Of(type), output?.AllowSurroundingText == true);
        await foreach (var chunk in chunks.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            whole.Add(chunk);
            if (chunk.EndsReasoning)
            {
                growing.Restart();
            }

            if (growing.TryAdd(chunk.Text, out var value))
            {
                yield return new ChatCompletionSnapshot<T>(value);
            }
        }

        var completion = whole.ToCompletion();
        yield return new ChatCompletionSnapshot<T>(ReadWhole(), completion);

        // The caller may abandon the enumerator after the last snapshot. The linked source is disposed before that snapshot is
        // returned, because the tokens would otherwise keep it in memory.
        T ReadWhole()
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(ofCall, cancellationToken);
            return TypedAnswer<T>.Of(type).Read(completion, output ?? StructuredOutputOptions.Default, either.Token);
        }
    }
}
