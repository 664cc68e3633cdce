namespace ChatSdk;

/// <summary>A stream of chunks that puts them together itself as they come by, so that nobody needs to do it a second time.</summary>
internal interface ICompletionSource
{
    /// <summary>Reads to the end, and gives the completion.</summary>
    Task<ChatCompletion> ToCompletionAsync(CancellationToken cancellationToken);
}
