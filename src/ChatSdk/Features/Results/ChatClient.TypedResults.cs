using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;

namespace ChatSdk;

/// <content>The methods for typed responses and tool runs that return errors in a <see cref="ChatResult{T}"/> instead of throwing them.</content>
public sealed partial class ChatClient
{
    /// <summary>Requests JSON that matches the type's schema, and returns the deserialized value or the error.</summary>
    /// <typeparam name="T">The type. A value that is not an object in JSON, such as a list, a string or a number, is wrapped in an object that has a single property named <c>value</c>.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="type">The serialization metadata of the type, such as <c>MyContext.Default.Weather</c>.</param>
    /// <param name="output">The options for the schema and for reading the answer; the defaults if <see langword="null"/>.</param>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The value and the response from which it was read, or the error.</returns>
    /// <exception cref="ArgumentException">The request or an option is invalid, or the type has no strict schema; the message names the member.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the call.</exception>
    [OverloadResolutionPriority(1)]
    public Task<ChatResult<ChatCompletion<T>>> TryCreateAsync<T>(ChatCompletionRequest request, JsonTypeInfo<T> type, StructuredOutputOptions? output = null, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        return ResultOf.CallAsync(CreateAsync(request, type, output, options, cancellationToken));
    }

    /// <summary>Sends a prompt, requests JSON that matches the type's schema, and returns the deserialized value or the error.</summary>
    /// <typeparam name="T">The type. A value that is not an object in JSON, such as a list, a string or a number, is wrapped in an object that has a single property named <c>value</c>.</typeparam>
    /// <param name="prompt">The user's message.</param>
    /// <param name="type">The serialization metadata of the type, such as <c>MyContext.Default.Weather</c>.</param>
    /// <param name="output">The options for the schema and for reading the answer; the defaults if <see langword="null"/>.</param>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The value and the response from which it was read, or the error.</returns>
    /// <exception cref="ArgumentException">The prompt is empty, the client has no model, an option is invalid, or the type has no strict schema.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the call.</exception>
    public Task<ChatResult<ChatCompletion<T>>> TryCreateAsync<T>(string prompt, JsonTypeInfo<T> type, StructuredOutputOptions? output = null, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        return ResultOf.CallAsync(CreateAsync(prompt, type, output, options, cancellationToken));
    }

    /// <summary>Requests JSON that matches the type's schema and returns snapshots of the value while its JSON is received. If the call fails, the last result contains the error, and no <see cref="ChatException"/> is thrown.</summary>
    /// <typeparam name="T">The type. A value that is not an object in JSON, such as a list, a string or a number, is wrapped in an object that has a single property named <c>value</c>.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="type">The serialization metadata of the type, such as <c>MyContext.Default.Weather</c>.</param>
    /// <param name="output">The options for the schema and for reading the answer; the defaults if <see langword="null"/>.</param>
    /// <param name="options">Settings for this call that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the call. A token passed to <c>WithCancellation</c> has the same effect.</param>
    /// <returns>The snapshots, in order, and the error if the call fails.</returns>
    /// <exception cref="ArgumentException">The request or an option is invalid, or the type has no strict schema; the message names the member.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller canceled the call.</exception>
    /// <exception cref="InvalidOperationException">The stream is enumerated a second time, which would require a second call.</exception>
    public IAsyncEnumerable<ChatResult<ChatCompletionSnapshot<T>>> TryCreateStreamAsync<T>(ChatCompletionRequest request, JsonTypeInfo<T> type, StructuredOutputOptions? output = null, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        return ResultOf.StreamAsync(CreateStreamAsync(request, type, output, options, cancellationToken), CancellationToken.None);
    }

    /// <summary>Runs the tools that the model calls, as <see cref="RunToolsAsync(ChatCompletionRequest, ChatToolRunOptions?, ChatCallOptions?, CancellationToken)"/> does, and returns the run or the error.</summary>
    /// <param name="request">The request, with its tools.</param>
    /// <param name="runOptions">The options for running the tools; the defaults if <see langword="null"/>.</param>
    /// <param name="options">Settings for each call to the model; they override those of the client.</param>
    /// <param name="cancellationToken">Cancels the run. It is also passed to the running tools.</param>
    /// <returns>The run, or the error, whose <see cref="ChatException.ToolRun"/> contains the steps before the failure.</returns>
    /// <exception cref="ArgumentException">The request or an option is invalid, or a tool has no handler.</exception>
    /// <exception cref="OperationCanceledException">The caller canceled the run.</exception>
    public Task<ChatResult<ChatToolRun>> TryRunToolsAsync(ChatCompletionRequest request, ChatToolRunOptions? runOptions = null, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        return ResultOf.CallAsync(RunToolsAsync(request, runOptions, options, cancellationToken));
    }

    /// <summary>Runs the tools that the model calls and returns each step. If the run fails, the last result contains the error, and no <see cref="ChatException"/> is thrown.</summary>
    /// <param name="request">The request, with its tools.</param>
    /// <param name="runOptions">The options for running the tools; the defaults if <see langword="null"/>.</param>
    /// <param name="options">Settings for each call to the model; they override those of the client.</param>
    /// <param name="cancellationToken">Cancels the run. A token passed to <c>WithCancellation</c> has the same effect.</param>
    /// <returns>The steps, in order, and the error if the run fails.</returns>
    /// <exception cref="ArgumentException">The request or an option is invalid, or a tool has no handler.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller canceled the run.</exception>
    /// <exception cref="InvalidOperationException">The stream is enumerated a second time, which would require a second run.</exception>
    public IAsyncEnumerable<ChatResult<ChatToolRunUpdate>> TryRunToolsStreamAsync(ChatCompletionRequest request, ChatToolRunOptions? runOptions = null, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        return ResultOf.StreamAsync(RunToolsStreamAsync(request, runOptions, options, cancellationToken), CancellationToken.None);
    }
}
