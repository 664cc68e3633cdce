namespace ChatSdk;

/// <summary>
/// A call failed. Every failure of a server, of the network, or of what came over it is one of the exceptions derived from
/// this one; only the caller's own cancellation is an <see cref="OperationCanceledException"/>.
/// </summary>
public abstract partial class ChatException : Exception
{
    private protected ChatException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <inheritdoc/>
    public override string Message => Attempts > 1 ? $"{base.Message} ({Attempts} attempts)" : base.Message;

    /// <summary>Gets whether the same call may succeed later. What could be retried at once has been: see <see cref="Attempts"/>.</summary>
    public virtual bool IsRetryable => false;

    /// <summary>Gets how many times the request was sent; at least 1, unless it could not be sent at all.</summary>
    public int Attempts { get; internal set; } = 1;

    /// <summary>Gets the id that the server assigned to the request, to quote when you contact the provider; <see langword="null"/> if there is none.</summary>
    public string? RequestId { get; internal set; }

    /// <summary>Gets the answer as far as it had come when a stream broke; <see langword="null"/> if nothing had come.</summary>
    public ChatCompletion? Partial { get; internal set; }
}
