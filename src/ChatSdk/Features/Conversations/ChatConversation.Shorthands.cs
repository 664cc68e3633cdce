using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;

namespace ChatSdk;

/// <content>Overloads that send a message of any role, return a typed answer, or return errors instead of throwing them.</content>
public sealed partial class ChatConversation
{
    /// <summary>Sends a message and returns the complete response. Both become part of the conversation once the response is complete.</summary>
    /// <param name="message">The message. If it has no role, its role is <c>user</c>.</param>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The response; if tools were run, the last one.</returns>
    /// <exception cref="ArgumentException">The message, the <see cref="RequestTemplate"/> or an option is invalid.</exception>
    /// <exception cref="InvalidOperationException">Another answer is still being received.</exception>
    /// <exception cref="ChatException">The call failed; see the derived exceptions.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the call; the exception carries the caller's token.</exception>
    [OverloadResolutionPriority(1)]
    public Task<ChatCompletion> SendAsync(ChatMessage message, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return SendOnceAsync(WithRole(message), options, cancellationToken);
    }

    /// <summary>Sends a message and streams the response as it is generated. Both become part of the conversation once the response is complete.</summary>
    /// <param name="message">The message. If it has no role, its role is <c>user</c>.</param>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call. A token passed to <c>WithCancellation</c> has the same effect.</param>
    /// <returns>The chunks, in order; if tools were run, those of all responses. They can be enumerated only once.</returns>
    /// <exception cref="ArgumentException">While enumerating: the message, the <see cref="RequestTemplate"/> or an option is invalid.</exception>
    /// <exception cref="InvalidOperationException">While enumerating: another answer is still being received, or the stream is enumerated a second time.</exception>
    /// <exception cref="ChatException">While enumerating: the call failed; the part of the answer that was received is in <see cref="ChatException.Partial"/>.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller canceled the call.</exception>
    [OverloadResolutionPriority(1)]
    public IAsyncEnumerable<ChatCompletionChunk> SendStreamAsync(ChatMessage message, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new SingleUseStream<ChatCompletionChunk>(StreamOnceAsync(WithRole(message), options?.Copy(), cancellationToken));
    }

    /// <summary>
    /// Sends a user message, requests JSON that matches the type's schema, and deserializes it. A response that cannot be deserialized does
    /// not become part of the conversation, unless <see cref="KeepPartialAnswers"/> is set.
    /// </summary>
    /// <typeparam name="T">The type. A value that is not an object in JSON, such as a list, a string or a number, is wrapped in an object that has a single property named <c>value</c>.</typeparam>
    /// <param name="content">The message: text, or a list of parts such as images.</param>
    /// <param name="type">The serialization metadata of the type, such as <c>MyContext.Default.Weather</c>.</param>
    /// <param name="output">The options for the schema and for reading the answer; the defaults if <see langword="null"/>.</param>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The value and the response from which it was read.</returns>
    /// <exception cref="ArgumentException">The message, the <see cref="RequestTemplate"/> or an option is invalid, or the type has no strict schema.</exception>
    /// <exception cref="InvalidOperationException">Another answer is still being received.</exception>
    /// <exception cref="ChatException">The model refused, the response was cut off or is not valid JSON for the type, or the call failed; see the derived exceptions.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the call; the exception carries the caller's token.</exception>
    public Task<ChatCompletion<T>> SendAsync<T>(ChatContent content, JsonTypeInfo<T> type, StructuredOutputOptions? output = null, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(type);
        return SendOnceAsync(
            ChatMessage.User(content),
            request => ChatClient.WithFormatOf(request, type, output),
            answer => new ChatCompletion<T>(answer.ReadAs(type, output), answer),
            options,
            cancellationToken);
    }

    /// <summary>Sends a user message and returns the complete response or the error.</summary>
    /// <param name="content">The message: text, or a list of parts such as images.</param>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The response (if tools were run, the last one), or the error.</returns>
    /// <exception cref="ArgumentException">The message, the <see cref="RequestTemplate"/> or an option is invalid.</exception>
    /// <exception cref="InvalidOperationException">Another answer is still being received.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the call.</exception>
    public Task<ChatResult<ChatCompletion>> TrySendAsync(ChatContent content, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        return ResultOf.CallAsync(SendAsync(content, options, cancellationToken));
    }

    /// <summary>Sends a user message and streams the response as it is generated. If the call fails, the last result contains the error, and no <see cref="ChatException"/> is thrown.</summary>
    /// <param name="content">The message: text, or a list of parts such as images.</param>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call. A token passed to <c>WithCancellation</c> has the same effect.</param>
    /// <returns>The chunks, in order, and the error if the call fails.</returns>
    /// <exception cref="ArgumentException">While enumerating: the message, the <see cref="RequestTemplate"/> or an option is invalid.</exception>
    /// <exception cref="InvalidOperationException">While enumerating: another answer is still being received, or the stream is enumerated a second time.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller canceled the call.</exception>
    public IAsyncEnumerable<ChatResult<ChatCompletionChunk>> TrySendStreamAsync(ChatContent content, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        return ResultOf.StreamAsync(SendStreamAsync(content, options, cancellationToken), CancellationToken.None);
    }

    private static ChatMessage WithRole(ChatMessage message) => message.Role is null ? message with { Role = ChatRole.User } : message;
}
