namespace ChatSdk;

/// <summary>A stream of chunks that accumulates them while they are read, so that it need not be done twice.</summary>
internal interface ICompletionSource
{
    /// <summary>Reads to the end, and returns the completion.</summary>
    Task<ChatCompletion> ToCompletionAsync(CancellationToken cancellationToken);
}
