using System.Runtime.CompilerServices;

namespace ChatSdk;

/// <summary>Provides overloads of the methods of <see cref="ChatClient"/> and <see cref="ChatConversation"/> that have a cancellation token but no call options.</summary>
/// <remarks>
/// The overloads are extension methods and not members, because a member would also match a call whose options are written as <c>new() { … }</c>, and
/// compilers before C# 13 would prefer that member.
/// </remarks>
public static class ChatCancellationExtensions
{
    /// <summary>Sends a request and returns the complete response.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The response.</returns>
    /// <exception cref="ArgumentException">The request has no message or is otherwise invalid, or neither the request nor the client specifies a model.</exception>
    /// <exception cref="ChatException">The call failed; see the derived exceptions.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the call; the exception carries the caller's token.</exception>
    [OverloadResolutionPriority(1)]
    public static Task<ChatCompletion> CreateAsync(this ChatClient client, ChatCompletionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.CreateAsync(request, options: null, cancellationToken);
    }

    /// <summary>Sends a prompt and returns the complete response.</summary>
    /// <param name="client">The client.</param>
    /// <param name="prompt">The user's message.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The response.</returns>
    /// <exception cref="ArgumentException">The prompt is empty, or the client has no model.</exception>
    /// <exception cref="ChatException">The call failed; see the derived exceptions.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the call; the exception carries the caller's token.</exception>
    public static Task<ChatCompletion> CreateAsync(this ChatClient client, string prompt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.CreateAsync(prompt, options: null, cancellationToken);
    }

    /// <summary>Sends a conversation and returns the complete response.</summary>
    /// <param name="client">The client.</param>
    /// <param name="messages">The conversation so far, oldest message first.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The response.</returns>
    /// <exception cref="ArgumentException">There is no message, or the client has no model.</exception>
    /// <exception cref="ChatException">The call failed; see the derived exceptions.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the call; the exception carries the caller's token.</exception>
    public static Task<ChatCompletion> CreateAsync(this ChatClient client, IEnumerable<ChatMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.CreateAsync(messages, options: null, cancellationToken);
    }

    /// <summary>Sends a request and streams the response as it is generated.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The chunks, in order. They can be enumerated only once.</returns>
    /// <exception cref="ArgumentException">The request has no message or is otherwise invalid, or neither the request nor the client specifies a model.</exception>
    /// <exception cref="ChatException">While enumerating: the call failed; the part of the answer that was received is in <see cref="ChatException.Partial"/>.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller canceled the call.</exception>
    /// <exception cref="InvalidOperationException">The stream is enumerated a second time.</exception>
    [OverloadResolutionPriority(1)]
    public static IAsyncEnumerable<ChatCompletionChunk> CreateStreamAsync(this ChatClient client, ChatCompletionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.CreateStreamAsync(request, options: null, cancellationToken);
    }

    /// <summary>Sends a prompt and streams the response as it is generated.</summary>
    /// <param name="client">The client.</param>
    /// <param name="prompt">The user's message.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The chunks, in order. They can be enumerated only once.</returns>
    /// <exception cref="ArgumentException">The prompt is empty, or the client has no model.</exception>
    /// <exception cref="ChatException">While enumerating: the call failed; the part of the answer that was received is in <see cref="ChatException.Partial"/>.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller canceled the call.</exception>
    /// <exception cref="InvalidOperationException">The stream is enumerated a second time.</exception>
    public static IAsyncEnumerable<ChatCompletionChunk> CreateStreamAsync(this ChatClient client, string prompt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.CreateStreamAsync(prompt, options: null, cancellationToken);
    }

    /// <summary>Sends a conversation and streams the response as it is generated.</summary>
    /// <param name="client">The client.</param>
    /// <param name="messages">The conversation so far, oldest message first.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The chunks, in order. They can be enumerated only once.</returns>
    /// <exception cref="ArgumentException">There is no message, or the client has no model.</exception>
    /// <exception cref="ChatException">While enumerating: the call failed; the part of the answer that was received is in <see cref="ChatException.Partial"/>.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller canceled the call.</exception>
    /// <exception cref="InvalidOperationException">The stream is enumerated a second time.</exception>
    public static IAsyncEnumerable<ChatCompletionChunk> CreateStreamAsync(this ChatClient client, IEnumerable<ChatMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.CreateStreamAsync(messages, options: null, cancellationToken);
    }

    /// <summary>Lists the models that the server offers.</summary>
    /// <param name="client">The client.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The models, in the server's order; empty if there are none.</returns>
    /// <exception cref="ChatException">The call failed; see the derived exceptions.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the call; the exception carries the caller's token.</exception>
    public static Task<IReadOnlyList<ChatModel>> ListModelsAsync(this ChatClient client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.ListModelsAsync(options: null, cancellationToken);
    }

    /// <summary>Sends a user message and returns the complete response.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="content">The message: text, or a list of parts such as images.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The response; if tools were run, the last one.</returns>
    /// <exception cref="ArgumentException">The message or the <see cref="ChatConversation.RequestTemplate"/> is invalid.</exception>
    /// <exception cref="InvalidOperationException">Another answer is still being received.</exception>
    /// <exception cref="ChatException">The call failed; see the derived exceptions.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the call; the exception carries the caller's token.</exception>
    public static Task<ChatCompletion> SendAsync(this ChatConversation conversation, ChatContent content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        return conversation.SendAsync(content, options: null, cancellationToken);
    }

    /// <summary>Sends a user message and streams the response as it is generated.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="content">The message: text, or a list of parts such as images.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The chunks, in order; if tools were run, those of all responses. They can be enumerated only once.</returns>
    /// <exception cref="ArgumentException">While enumerating: the message or the <see cref="ChatConversation.RequestTemplate"/> is invalid.</exception>
    /// <exception cref="InvalidOperationException">While enumerating: another answer is still being received, or the stream is enumerated a second time.</exception>
    /// <exception cref="ChatException">While enumerating: the call failed; the part of the answer that was received is in <see cref="ChatException.Partial"/>.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller canceled the call.</exception>
    public static IAsyncEnumerable<ChatCompletionChunk> SendStreamAsync(this ChatConversation conversation, ChatContent content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        return conversation.SendStreamAsync(content, options: null, cancellationToken);
    }
}
