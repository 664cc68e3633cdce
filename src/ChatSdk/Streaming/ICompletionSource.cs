namespace ChatSdk;

/// <summary>A stream of chunks that accumulates them anyway, so that they need not be accumulated twice.</summary>
internal interface ICompletionSource
{
    /// <summary>Reads the stream to its end and returns the completion.</summary>
    Task<ChatCompletion> ToCompletionAsync(CancellationToken cancellationToken);
}
