namespace ChatSdk;

/// <summary>A stream that is read once: to read it again would be to ask, and to pay, again.</summary>
internal sealed class OneTimeStream<T>(IAsyncEnumerable<T> chunks) : IAsyncEnumerable<T>
{
    private int _isTaken;

    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        Interlocked.Exchange(ref _isTaken, 1) == 0
            ? chunks.GetAsyncEnumerator(cancellationToken)
            : throw new InvalidOperationException(
                "This stream was enumerated before. To enumerate it again would send the request again, and be paid for again; call the method anew if that is meant, or keep the chunks.");
}
