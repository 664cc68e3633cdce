using System.Diagnostics.CodeAnalysis;

namespace ChatSdk;

/// <summary>The result of one of the requests passed to <c>CreateManyAsync</c>: the answer or the error.</summary>
/// <remarks>It is immutable and safe to share between threads.</remarks>
public sealed class ChatRequestResult
{
    internal ChatRequestResult(int index, ChatCompletionRequest request, ChatCompletion? completion, Exception? error) =>
        (Index, Request, Completion, Error) = (index, request, completion, error);

    /// <summary>Gets the index of the request in the sequence of requests, from 0. Results are returned in the order in which the requests complete.</summary>
    public int Index { get; }

    /// <summary>Gets the request.</summary>
    public ChatCompletionRequest Request { get; }

    /// <summary>Gets whether the request succeeded.</summary>
    [MemberNotNullWhen(true, nameof(Completion))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSuccess => Completion is not null;

    /// <summary>Gets the answer; <see langword="null"/> after a failure.</summary>
    public ChatCompletion? Completion { get; }

    /// <summary>
    /// Gets the error: a <see cref="ChatException"/>, or an <see cref="ArgumentException"/> for an invalid request;
    /// <see langword="null"/> after a success.
    /// </summary>
    public Exception? Error { get; }
}
