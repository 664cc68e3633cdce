namespace ChatSdk;

/// <summary>How a response becomes what the caller gets: a complete answer, or a stream that is open at its first chunk.</summary>
/// <typeparam name="T">What the caller gets.</typeparam>
internal interface IAnswerShape<T>
{
    /// <summary>Reads a successful response. It is the shape's to dispose, at once or with the stream.</summary>
    /// <exception cref="ChatException">The response broke, is no answer, or holds an error.</exception>
    ValueTask<T> ReadAsync(ServerResponse response, CancellationToken cancellationToken);
}
