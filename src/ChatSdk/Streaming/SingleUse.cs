namespace ChatSdk;

/// <summary>Ensures that a stream is enumerated once: a second enumeration would send, and cost, the request again.</summary>
internal struct SingleUse
{
    private int _isTaken;

    /// <summary>Records the enumeration.</summary>
    /// <exception cref="InvalidOperationException">The stream was enumerated before.</exception>
    public void Take()
    {
        if (Interlocked.Exchange(ref _isTaken, 1) != 0)
        {
            throw new InvalidOperationException(
                "This stream was enumerated before. Enumerating it again would send the request again, and cost as much again: call the method again if that is intended, or store the chunks.");
        }
    }
}
