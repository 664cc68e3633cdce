using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;

namespace ChatSdk;

/// <summary>Asks for an answer of a type: as JSON that fits the type's schema.</summary>
public static class ChatClientTypedExtensions
{
    /// <summary>Asks for JSON that fits the type's schema, and gives it as the type.</summary>
    /// <typeparam name="T">The type. A list, a text or a number is asked for as the member <c>value</c> of an object.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="request">The question. If it has a <see cref="ChatCompletionRequest.ResponseFormat"/> of its own, that is sent and not the schema.</param>
    /// <param name="type">What the serializer knows of the type, such as <c>MyContext.Default.Weather</c>.</param>
    /// <param name="format">How to ask and to read; the defaults if <see langword="null"/>.</param>
    /// <param name="options">What differs for this call from the client's settings.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The value, and the answer that it was read from.</returns>
    /// <exception cref="ArgumentException">The request cannot be sent, or the type has no strict schema; the message says which member.</exception>
    /// <exception cref="ChatRefusalException">The model refused.</exception>
    /// <exception cref="ChatIncompleteException">The answer was cut, at the largest number of tokens or by a filter.</exception>
    /// <exception cref="ChatFormatException">The answer is not JSON of the type. Its <see cref="ChatFormatException.RawText"/> has the text.</exception>
    /// <exception cref="ChatException">The call failed; see the derived exceptions.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled; the exception carries the caller's token.</exception>
    public static Task<ChatAnswer<T>> CreateAsync<T>(this ChatClient client, ChatCompletionRequest request, JsonTypeInfo<T> type, TypedAnswerOptions? format = null, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        var complete = AskFor(request, type, format);
        return ReadAsync(client.CreateAsync(complete, options, cancellationToken), type, format);
    }

    /// <summary>Asks the client's model a question of one message for JSON that fits the type's schema, and gives it as the type.</summary>
    /// <typeparam name="T">The type. A list, a text or a number is asked for as the member <c>value</c> of an object.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="prompt">The question.</param>
    /// <param name="type">What the serializer knows of the type, such as <c>MyContext.Default.Weather</c>.</param>
    /// <param name="format">How to ask and to read; the defaults if <see langword="null"/>.</param>
    /// <param name="options">What differs for this call from the client's settings.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The value, and the answer that it was read from.</returns>
    /// <exception cref="ArgumentException">The prompt is empty, the client has no model, or the type has no strict schema.</exception>
    /// <exception cref="ChatException">The model refused, the answer was cut or is not JSON of the type, or the call failed; see the derived exceptions.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled; the exception carries the caller's token.</exception>
    public static Task<ChatAnswer<T>> CreateAsync<T>(this ChatClient client, string prompt, JsonTypeInfo<T> type, TypedAnswerOptions? format = null, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(prompt);
        return client.CreateAsync(new ChatCompletionRequest { Messages = WireList<ChatMessage>.Of(ChatMessage.User(prompt)) }, type, format, options, cancellationToken);
    }

    /// <summary>
    /// Asks as <see cref="CreateAsync{T}(ChatClient, ChatCompletionRequest, JsonTypeInfo{T}, TypedAnswerOptions?, ChatCallOptions?, CancellationToken)"/>
    /// does, and gives the value out while its JSON is still arriving: each snapshot has more of it, the last one has all.
    /// </summary>
    /// <typeparam name="T">The type. A list, a text or a number is asked for as the member <c>value</c> of an object.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="request">The question.</param>
    /// <param name="type">What the serializer knows of the type, such as <c>MyContext.Default.Weather</c>.</param>
    /// <param name="format">How to ask and to read; the defaults if <see langword="null"/>.</param>
    /// <param name="options">What differs for this call from the client's settings.</param>
    /// <param name="cancellationToken">Ends the call, as a token given to <c>WithCancellation</c> does.</param>
    /// <returns>
    /// The snapshots, in their order. Up to 4 KB there is one for each piece that changes the value, beyond that one for each
    /// 64th that the answer grows by.
    /// </returns>
    /// <exception cref="ArgumentException">The request cannot be sent, or the type has no strict schema; the message says which member.</exception>
    /// <exception cref="ChatException">
    /// While enumerating: the call failed, the model refused, or the whole answer was cut or is not JSON of the type.
    /// </exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller cancelled.</exception>
    public static IAsyncEnumerable<ChatSnapshot<T>> CreateStreamAsync<T>(this ChatClient client, ChatCompletionRequest request, JsonTypeInfo<T> type, TypedAnswerOptions? format = null, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        var complete = AskFor(request, type, format);
        return SnapshotsAsync(client.CreateStreamAsync(complete, options, cancellationToken), type, format, CancellationToken.None);
    }

    /// <summary>Asks the client's model a question of one message, and gives the value out while its JSON is still arriving.</summary>
    /// <typeparam name="T">The type. A list, a text or a number is asked for as the member <c>value</c> of an object.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="prompt">The question.</param>
    /// <param name="type">What the serializer knows of the type, such as <c>MyContext.Default.Weather</c>.</param>
    /// <param name="format">How to ask and to read; the defaults if <see langword="null"/>.</param>
    /// <param name="options">What differs for this call from the client's settings.</param>
    /// <param name="cancellationToken">Ends the call, as a token given to <c>WithCancellation</c> does.</param>
    /// <returns>The snapshots, in their order; the last one has the whole value.</returns>
    /// <exception cref="ArgumentException">The prompt is empty, the client has no model, or the type has no strict schema.</exception>
    /// <exception cref="ChatException">While enumerating: the call failed, the model refused, or the answer was cut or is not JSON of the type.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller cancelled.</exception>
    public static IAsyncEnumerable<ChatSnapshot<T>> CreateStreamAsync<T>(this ChatClient client, string prompt, JsonTypeInfo<T> type, TypedAnswerOptions? format = null, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(prompt);
        return client.CreateStreamAsync(new ChatCompletionRequest { Messages = WireList<ChatMessage>.Of(ChatMessage.User(prompt)) }, type, format, options, cancellationToken);
    }

    /// <summary>
    /// Reads an answer as a type, for answers that came another way, such as the last one of a run of tools. Ask for it with
    /// <see cref="ResponseFormat.ForType{T}"/>.
    /// </summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="completion">The answer.</param>
    /// <param name="type">What the serializer knows of the type.</param>
    /// <param name="format">How to read; the defaults if <see langword="null"/>.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ChatRefusalException">The model refused.</exception>
    /// <exception cref="ChatIncompleteException">The answer was cut.</exception>
    /// <exception cref="ChatFormatException">The answer is not JSON of the type.</exception>
    public static T ReadAs<T>(this ChatCompletion completion, JsonTypeInfo<T> type, TypedAnswerOptions? format = null)
    {
        ArgumentNullException.ThrowIfNull(completion);
        ArgumentNullException.ThrowIfNull(type);
        return TypedAnswer<T>.Of(type).Read(completion, format ?? TypedAnswerOptions.Default);
    }

    private static ChatCompletionRequest AskFor<T>(ChatCompletionRequest request, JsonTypeInfo<T> type, TypedAnswerOptions? format)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(type);
        format ??= TypedAnswerOptions.Default;
        if (format.SchemaInPrompt)
        {
            return request with
            {
                Messages = SchemaPrompt.AddTo(request.Messages, TypedAnswer<T>.Of(type).Schema(format.Strict)),
                ResponseFormat = request.ResponseFormat ?? ResponseFormat.JsonObject,
            };
        }

        return request.ResponseFormat is null ? request with { ResponseFormat = TypedAnswer<T>.Of(type).Format(format) } : request;
    }

    private static async Task<ChatAnswer<T>> ReadAsync<T>(Task<ChatCompletion> call, JsonTypeInfo<T> type, TypedAnswerOptions? format)
    {
        var completion = await call.ConfigureAwait(false);
        return new ChatAnswer<T>(completion.ReadAs(type, format), completion);
    }

    private static async IAsyncEnumerable<ChatSnapshot<T>> SnapshotsAsync<T>(IAsyncEnumerable<ChatCompletionChunk> chunks, JsonTypeInfo<T> type, TypedAnswerOptions? format, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var whole = new ChatCompletionAccumulator();
        var growing = new SnapshotReader<T>(TypedAnswer<T>.Of(type), format?.AllowSurroundingText == true);
        await foreach (var chunk in chunks.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            whole.Add(chunk);
            if (growing.TryAdd(chunk.Text, out var value))
            {
                yield return new ChatSnapshot<T>(value);
            }
        }

        var completion = whole.ToCompletion();
        yield return new ChatSnapshot<T>(completion.ReadAs(type, format), completion);
    }
}
