using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;

namespace ChatSdk;

/// <content>Typed responses and runs of tools, with the error as a result.</content>
public sealed partial class ChatClient
{
    /// <summary>Requests JSON that fits the type's schema and returns it as the type, or the error.</summary>
    /// <typeparam name="T">The type. A list, a string or a number is requested as the member <c>value</c> of an object.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="type">What the serializer knows of the type, such as <c>MyContext.Default.Weather</c>.</param>
    /// <param name="output">How to request and read it; the defaults if <see langword="null"/>.</param>
    /// <param name="options">What differs for this call from the client's settings.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The value, and the response it was read from; or the error.</returns>
    /// <exception cref="ArgumentException">The request cannot be sent, or the type has no strict schema; the message says which member.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    [OverloadResolutionPriority(1)]
    public Task<ChatResult<ChatCompletion<T>>> TryCreateAsync<T>(ChatCompletionRequest request, JsonTypeInfo<T> type, StructuredOutputOptions? output = null, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        return ResultOf.CallAsync(CreateAsync(request, type, output, options, cancellationToken));
    }

    /// <summary>Sends a prompt, requests JSON that fits the type's schema and returns it as the type, or the error.</summary>
    /// <typeparam name="T">The type. A list, a string or a number is requested as the member <c>value</c> of an object.</typeparam>
    /// <param name="prompt">The user's message.</param>
    /// <param name="type">What the serializer knows of the type, such as <c>MyContext.Default.Weather</c>.</param>
    /// <param name="output">How to request and read it; the defaults if <see langword="null"/>.</param>
    /// <param name="options">What differs for this call from the client's settings.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The value, and the response it was read from; or the error.</returns>
    /// <exception cref="ArgumentException">The prompt is empty, the client has no model, or the type has no strict schema.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<ChatResult<ChatCompletion<T>>> TryCreateAsync<T>(string prompt, JsonTypeInfo<T> type, StructuredOutputOptions? output = null, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        return ResultOf.CallAsync(CreateAsync(prompt, type, output, options, cancellationToken));
    }

    /// <summary>Requests JSON that fits the type's schema and returns the value while its JSON is still arriving. A failure is the last result; the loop does not throw.</summary>
    /// <typeparam name="T">The type. A list, a string or a number is requested as the member <c>value</c> of an object.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="type">What the serializer knows of the type, such as <c>MyContext.Default.Weather</c>.</param>
    /// <param name="output">How to request and read it; the defaults if <see langword="null"/>.</param>
    /// <param name="options">What differs for this call from the client's settings.</param>
    /// <param name="cancellationToken">Cancels the call, as a token given to <c>WithCancellation</c> does.</param>
    /// <returns>The snapshots, in order, and the error if there is one.</returns>
    /// <exception cref="ArgumentException">The request cannot be sent, or the type has no strict schema; the message says which member.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller cancelled.</exception>
    public IAsyncEnumerable<ChatResult<ChatCompletionSnapshot<T>>> TryCreateStreamAsync<T>(ChatCompletionRequest request, JsonTypeInfo<T> type, StructuredOutputOptions? output = null, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        return ResultOf.StreamAsync(CreateStreamAsync(request, type, output, options, cancellationToken), CancellationToken.None);
    }

    /// <summary>Runs the tools that the model calls, as <see cref="RunToolsAsync(ChatCompletionRequest, ChatToolRunOptions?, ChatCallOptions?, CancellationToken)"/> does, and returns the run or the error.</summary>
    /// <param name="request">The request, with its tools.</param>
    /// <param name="runOptions">How the tools are run; the defaults if <see langword="null"/>.</param>
    /// <param name="options">Settings for each of the calls that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the run; the running tools get it too.</param>
    /// <returns>The run; or the error, whose <see cref="ChatException.ToolRun"/> has what was done before it.</returns>
    /// <exception cref="ArgumentException">The request or an option cannot be used, or a tool has no handler.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<ChatResult<ChatToolRun>> TryRunToolsAsync(ChatCompletionRequest request, ChatToolRunOptions? runOptions = null, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        return ResultOf.CallAsync(RunToolsAsync(request, runOptions, options, cancellationToken));
    }

    /// <summary>Runs the tools that the model calls and returns each step. A failure is the last result; the loop does not throw.</summary>
    /// <param name="request">The request, with its tools.</param>
    /// <param name="runOptions">How the tools are run; the defaults if <see langword="null"/>.</param>
    /// <param name="options">Settings for each of the calls that override those of the client.</param>
    /// <param name="cancellationToken">Cancels the run, as a token given to <c>WithCancellation</c> does.</param>
    /// <returns>The steps, in order, and the error if there is one.</returns>
    /// <exception cref="ArgumentException">The request or an option cannot be used, or a tool has no handler.</exception>
    /// <exception cref="OperationCanceledException">While enumerating: the caller cancelled.</exception>
    /// <exception cref="InvalidOperationException">It is enumerated a second time, which would be a second run.</exception>
    public IAsyncEnumerable<ChatResult<ChatToolRunUpdate>> TryRunToolsStreamAsync(ChatCompletionRequest request, ChatToolRunOptions? runOptions = null, ChatCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        return ResultOf.StreamAsync(RunToolsStreamAsync(request, runOptions, options, cancellationToken), CancellationToken.None);
    }
}
