namespace ChatSdk;

/// <summary>Sees to it that a stream is enumerated once: to do it again would be to ask, and to pay, again.</summary>
internal struct SingleUse
{
    private int _isTaken;

    /// <summary>Takes the one time.</summary>
    /// <exception cref="InvalidOperationException">It was taken before.</exception>
    public void Take()
    {
        if (Interlocked.Exchange(ref _isTaken, 1) != 0)
        {
            throw new InvalidOperationException(
                "This stream was enumerated before. To enumerate it again would send the request again, and be paid for again; call the method anew if that is meant, or keep what it gives.");
        }
    }
}
