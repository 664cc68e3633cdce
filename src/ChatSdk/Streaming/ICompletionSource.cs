namespace ChatSdk;

/// <summary>A stream that accumulates its own chunks, so that a caller who needs the completion does not have to accumulate them again.</summary>
internal interface ICompletionSource
{
    /// <summary>Reads the stream to its end and returns the completion.</summary>
    Task<ChatCompletion> ToCompletionAsync(CancellationToken cancellationToken);
}
