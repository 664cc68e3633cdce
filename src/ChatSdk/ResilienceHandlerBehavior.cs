namespace ChatSdk;

/// <summary>
/// Specifies what to do about a handler of <c>Microsoft.Extensions.Http.Resilience</c>. It retries each of the client's attempts, so
/// that three attempts of the client and four of the handler send a request twelve times. One that was added to all HTTP clients of
/// the application (<c>ConfigureHttpClientDefaults</c>) is not used for the client, except with <see cref="KeepBoth"/>.
/// </summary>
public enum ResilienceHandlerBehavior
{
    /// <summary>Log a warning, and leave retries to the handler. A body that is interrupted is then not retried.</summary>
    DisableRetries,

    /// <summary>Keep all such handlers, and let the client and the handlers both retry.</summary>
    KeepBoth,

    /// <summary>Throw an exception when the client is created, if such a handler was added to this client.</summary>
    Throw,
}
