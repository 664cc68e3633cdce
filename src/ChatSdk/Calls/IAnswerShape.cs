namespace ChatSdk;

/// <summary>Converts a response to the result of a call: a complete answer, or a stream whose first chunk has been received.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
internal interface IAnswerShape<T>
{
    /// <summary>Reads a successful response. The response is disposed by this method, or together with the stream that it returns.</summary>
    /// <exception cref="ChatException">The response was interrupted, does not follow the protocol, or contains an error.</exception>
    ValueTask<T> ReadAsync(ServerResponse response, CancellationToken cancellationToken);
}
