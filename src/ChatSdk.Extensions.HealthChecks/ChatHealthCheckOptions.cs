namespace ChatSdk;

/// <summary>Options for the health check of a client.</summary>
public sealed class ChatHealthCheckOptions
{
    /// <summary>
    /// Gets or sets the time for which a result, including a failure, is reused without a new request. The default is 30 seconds.
    /// With <see cref="TimeSpan.Zero"/>, every check sends a request.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public TimeSpan CacheDuration
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            field = value;
        }
    } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Gets or sets whether a short prompt is sent if the server cannot list its models. The answer is limited to a single token, but is not
    /// free. The default is <see langword="false"/>: no tokens are consumed, and the check reports <c>Degraded</c> for such a
    /// server, because it knows only that the server can be reached.
    /// </summary>
    public bool SendPrompt { get; set; }
}
