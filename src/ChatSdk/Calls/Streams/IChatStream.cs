using System.Diagnostics.CodeAnalysis;

namespace ChatSdk;

/// <summary>A streamed answer in progress.</summary>
/// <typeparam name="T">The type of the chunks.</typeparam>
internal interface IChatStream<T> : IStreamedAnswer, IAsyncDisposable
    where T : WireRecord
{
    /// <summary>Gets the accumulated answer so far.</summary>
    ChatCompletionAccumulator Answer { get; }

    /// <summary>Gets whether the stream has ended.</summary>
    bool IsOver { get; }

    /// <summary>Moves to the next chunk if it has been received completely. If the result is <see langword="false"/> and the stream is not over, more bytes are needed.</summary>
    /// <exception cref="ChatException">The stream was interrupted or contains an error.</exception>
    /// <exception cref="OperationCanceledException">Reading was canceled while events that are not chunks were skipped.</exception>
    bool TryMoveNext([NotNullWhen(true)] out T? chunk, CancellationToken cancellationToken);

    /// <summary>Waits for more bytes. The returned number must be passed to <see cref="Take"/>.</summary>
    /// <exception cref="ChatException">The connection was interrupted, or the idle timeout elapsed.</exception>
    ValueTask<int> FillAsync(CancellationToken cancellationToken);

    /// <summary>Makes the bytes that the last call to <see cref="FillAsync"/> received available to <see cref="TryMoveNext"/>.</summary>
    void Take(int count);

    /// <summary>Invokes the callback passed to <see cref="IStreamedAnswer.WhenComplete"/>. Must be called after the last chunk has been returned.</summary>
    ValueTask EndAsync();

    /// <summary>Adds the partial answer and the details of the call to an exception. An exception other than <see cref="ChatException"/> is not changed.</summary>
    /// <param name="exception">The exception that ended the stream.</param>
    /// <param name="context">The context of the call.</param>
    /// <param name="answer">The answer so far.</param>
    void CompleteException(Exception exception, CallContext context, ChatCompletionAccumulator answer);
}
