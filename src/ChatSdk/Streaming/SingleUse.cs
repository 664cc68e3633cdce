namespace ChatSdk;

/// <summary>Ensures that a stream is enumerated only once, because a second enumeration would send the request again.</summary>
internal struct SingleUse
{
    private int _isTaken;

    /// <summary>Marks the stream as enumerated.</summary>
    /// <exception cref="InvalidOperationException">The stream was enumerated before.</exception>
    public void Take()
    {
        if (Interlocked.Exchange(ref _isTaken, 1) != 0)
        {
            throw new InvalidOperationException(
                "The stream was already enumerated. A second enumeration would send the request again. To send the request again, get a new stream; to reuse the chunks, store them.");
        }
    }
}
